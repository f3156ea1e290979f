"""Bundled weights, checked against their SHA-256 on load."""

from importlib.resources import as_file, files

from index.model.check import check_model


def read_bundled(name: str, package: str = "bot") -> bytes:
    """Return a file of a package's ``weights``. Raises ModelError if it is missing or damaged.

    Weights with a flipped bit would answer, and wrongly.
    """
    with as_file(files(package) / "weights") as folder:
        check_model(folder, (name,))
        return (folder / name).read_bytes()
