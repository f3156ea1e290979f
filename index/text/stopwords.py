"""The function words of German and English, as bm25s lists them."""

from importlib.util import find_spec
from pathlib import Path
from runpy import run_path


def _listed() -> tuple[list[str], list[str]]:
    """Return bm25s's German and English lists.

    Read from its file: the package, imported, brings scipy along, which takes as long as an answer.
    """
    spec = find_spec("bm25s")
    if spec is None or spec.origin is None:
        raise ImportError("bm25s is not installed. Install zitat with its dependencies.")
    lists = run_path(str(Path(spec.origin).with_name("stopwords.py")))
    return list(lists["STOPWORDS_GERMAN"]), list(lists["STOPWORDS_EN_PLUS"])


GERMAN, ENGLISH = _listed()
