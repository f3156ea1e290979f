"""Names of files from elsewhere → names that are safe in the folder of articles."""

import re
import unicodedata

MAX_NAME_BYTES = 120
# What no file system, shell or reader of a listing should have to meet: separators, controls,
# unseen and direction-changing characters, what Windows reserves.
_UNSAFE = re.compile(
    r'[\x00-\x1f\x7f-\x9f<>:"/\\|?*#\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069'
    r"\ufeff\ufff9-\uffff\ud800-\udfff]"
)
_RESERVED = re.compile(r"(?i:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?")


def clean_name(name: str) -> str:
    """Return a plain file name for one from elsewhere, empty if nothing of it is left.

    No path, no hidden file, none of the characters above, in Unicode's composed form, at most
    ``MAX_NAME_BYTES`` long as UTF-8 with its ending kept.
    """
    name = re.split(r"[/\\]", name[-4096:])[-1]
    name = unicodedata.normalize("NFC", name)
    name = " ".join(_UNSAFE.sub("_", name).split()).strip(". ")
    if not any(character.isalnum() for character in name):
        return ""
    if _RESERVED.fullmatch(name):
        name = f"_{name}"
    stem, dot, ending = name.rpartition(".")
    if not dot:
        stem, ending = name, ""
    room = MAX_NAME_BYTES - len((dot + ending).encode())
    if room < 1:
        return ""
    return stem.encode()[:room].decode(errors="ignore").rstrip(". ") + dot + ending
