"""The manifest of a stored index: what it holds, how it was built, and each file's checksum."""

import json
from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from index.checksums import checksum_of, sha256_of
from index.config import IndexConfig
from index.errors import IndexDamagedError, IndexMismatchError, SettingError, ZitatError
from index.files.address import Source, source_at

FORMAT = 6
NAME = "manifest.json"
CHECKSUM = "manifest.sha256"  # of the manifest itself, as hex


@dataclass(frozen=True, slots=True)
class DenseParameters:
    """How a segment's approximate index of vectors was made, and is asked.

    ``probes`` of its ``lists`` are looked through, unless no more than ``exact_chunks`` count.
    """

    lists: int
    probes: int
    exact_chunks: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What ``manifest.json`` says.

    ``files`` maps each file of the index to the checksum of its bytes (hex XXH3-128: it finds
    damage five times as fast as SHA-256, and is no seal against forgery), ``sizes`` to its bytes.
    ``segments`` are the names of the segments' folders, by their number; ``dense`` has those that
    are too large to be looked through vector by vector. ``built_at`` is ISO 8601 in UTC.
    ``reading`` tells the code that read the files. ``source_folder`` is the absolute path of the
    folder of articles, or its address. ``shards``: the names of each shard's segments; none of an
    index without.
    """

    config: IndexConfig
    dimension: int
    article_count: int
    chunk_count: int
    built_at: str
    files: Mapping[str, str]
    sizes: Mapping[str, int]
    segments: Sequence[str]
    dense: Mapping[str, DenseParameters]
    reading: str
    source_folder: str
    format: int = FORMAT
    shards: Sequence[Sequence[str]] = ()

    def of_segment(self, name: str) -> list[str]:
        """Return the files of a segment, by their paths in the index."""
        return [file for file in self.files if file.startswith(f"{name}/")]

    def write(self, folder: Path) -> None:
        """Write the manifest, and the checksum of it, into ``folder``."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        # In ASCII: the folder's path may be no UTF-8.
        dense = {name: asdict(parameters) for name, parameters in self.dense.items()}
        text = json.dumps(values | {"config": asdict(self.config), "dense": dense})
        (folder / NAME).write_text(text + "\n", encoding="utf-8")
        (folder / CHECKSUM).write_text(sha256_of(folder / NAME), encoding="ascii")


def read_manifest(folder: Path, remedy: str) -> Manifest:
    """Read the manifest in ``folder``; ``remedy`` is the sentence that ends each error's message.

    Raises IndexDamagedError if it is missing or no manifest, IndexMismatchError if its format is
    another.
    """
    try:
        data = _read(folder)
        found = data["format"]
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise IndexDamagedError(
            f"The index {str(folder)!r} has no readable {NAME}. {remedy}"
        ) from error
    if found != FORMAT:
        raise IndexMismatchError(
            f"The index {str(folder)!r} has format {found!r}; this zitat reads format {FORMAT}. "
            f"{remedy}"
        )
    try:
        if not _is_as_written(folder):
            raise ValueError("checksum")
        dense = {name: DenseParameters(**values) for name, values in data["dense"].items()}
        return Manifest(**{**data, "config": IndexConfig(**data["config"]), "dense": dense})
    except (OSError, ValueError, TypeError, KeyError, ZitatError) as error:
        raise IndexDamagedError(
            f"The {NAME} of {str(folder)!r} has changed since it was written: "
            f"it is not what its {CHECKSUM} says. {remedy}"
        ) from error


def built_from(folder: Path, remedy: str) -> tuple[Source, IndexConfig]:
    """Return the folder of articles and the settings that the index in ``folder`` was built with.

    Also where it cannot be used, for its format or for damage: it is rebuilt with these. Raises
    IndexDamagedError if the manifest does not tell.
    """
    try:
        data = _read(folder)
        return source_at(data["source_folder"]), IndexConfig(**data["config"])
    except (OSError, ValueError, TypeError, KeyError, SettingError) as error:
        raise IndexDamagedError(
            f"The {NAME} of {str(folder)!r} does not tell from which articles it was built, and "
            f"how. {remedy}"
        ) from error


def told(folder: Path) -> Any:
    """Return what the manifest in ``folder`` says, of any format.

    Raises OSError, or ValueError if it is none, or not as it was written.
    """
    if not _is_as_written(folder):
        raise ValueError("its manifest has changed since it was written")
    return _read(folder)


def _read(folder: Path) -> Any:
    return json.loads((folder / NAME).read_text(encoding="utf-8"))


def _is_as_written(folder: Path) -> bool:
    return (folder / CHECKSUM).read_bytes() == sha256_of(folder / NAME).encode()


def files_of(folder: Path) -> dict[str, Path]:
    """Return the files below ``folder`` by relative path, but for those of the manifest."""
    return {
        path.relative_to(folder).as_posix(): path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in (NAME, CHECKSUM)
    }


def hash_files(
    folder: Path, but: Collection[str] = (), *, one_by_one: bool = False
) -> dict[str, str]:
    """Return the checksums of the files below ``folder``, by relative path.

    Those of the manifest, and those named in ``but``, are left out. ``one_by_one``: in this thread
    alone, which may be a daemon: the end of the process would wait for others.
    """
    hashed = {name: path for name, path in files_of(folder).items() if name not in but}
    if one_by_one:
        return {name: checksum_of(path) for name, path in hashed.items()}
    largest_first = sorted(hashed.values(), key=lambda path: -path.stat().st_size)
    with ThreadPoolExecutor() as pool:  # hashing lets other threads run
        found = dict(zip(largest_first, pool.map(checksum_of, largest_first), strict=True))
    return {name: found[path] for name, path in hashed.items()}


def sizes_of(folder: Path) -> dict[str, int]:
    """Return the bytes of each file below ``folder``, by relative path, without the manifest's."""
    return {name: path.stat().st_size for name, path in files_of(folder).items()}


def check_sizes(folder: Path, manifest: Manifest, remedy: str) -> None:
    """Raise IndexDamagedError unless the files are those of the manifest, by name and size."""
    _compare(folder, sizes_of(folder), manifest.sizes, remedy)


def check_files(
    folder: Path,
    manifest: Manifest,
    remedy: str,
    *,
    but: Collection[str] = (),
    one_by_one: bool = False,
) -> None:
    """Raise IndexDamagedError unless the files are, byte for byte, those of the manifest.

    Those named in ``but`` are only looked for. ``one_by_one`` is as in ``hash_files``.
    """
    check_sizes(folder, manifest, remedy)
    expected = {name: checksum for name, checksum in manifest.files.items() if name not in but}
    _compare(folder, hash_files(folder, but, one_by_one=one_by_one), expected, remedy)


def _compare(
    folder: Path, found: Mapping[str, object], expected: Mapping[str, object], remedy: str
) -> None:
    for name in sorted(expected.keys() | found.keys()):
        if name not in found:
            problem = "is missing"
        elif name not in expected:
            problem = "does not belong to it"
        elif found[name] != expected[name]:
            problem = "has changed since it was written"
        else:
            continue
        raise IndexDamagedError(f"In the index {str(folder)!r} the file {name} {problem}. {remedy}")
