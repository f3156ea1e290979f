"""What names of files and folders say: what is hidden, and what belongs to a saved page."""

from collections.abc import Iterable
from mimetypes import MimeTypes
from posixpath import splitext

_KINDS = MimeTypes()
_OF_PAGES = ("text/css", "text/javascript", "application/javascript")
_HIDDEN = (".", "~$", "__MACOSX")  # Office locks with the second, macOS archives hold the last
_PAGES = (".html", ".htm", ".xhtml")
# How browsers name the folder that they make beside "NAME.html", in English and in German.
_FOLDERS = ("_files", "-files", ".files", "_dateien", "-dateien")


def is_hidden(name: str) -> bool:
    """Return whether a file or folder is of the system's making, and not even named."""
    return name.startswith(_HIDDEN)


def belongs_to_pages(name: str) -> bool:
    """Return whether a file is a picture, sound, film, style or script: no reader is missed."""
    kind = _KINDS.guess_type(name)[0] or ""
    return kind.startswith(("image/", "audio/", "video/", "font/")) or kind in _OF_PAGES


def folders_of_pages(names: Iterable[str]) -> frozenset[str]:
    """Return what folders of saved pages may be called in a folder with these files, casefolded."""
    pages = (splitext(name) for name in map(str.casefold, names) if name.endswith(_PAGES))
    return frozenset(
        stem + ending for stem, suffix in pages if suffix in _PAGES for ending in _FOLDERS
    )
