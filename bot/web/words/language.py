"""In which language a browser is answered."""

from typing import Literal

LANGUAGE_COOKIE = "zitat_language"


def language_of(accept_language: str | None, chosen: str | None = None) -> Literal["de", "en"]:
    """Return the chosen language, ``de`` or ``en``.

    If none is chosen, ``Accept-Language`` decides: German if that comes first, else English.
    """
    if chosen in ("de", "en"):
        return "de" if chosen == "de" else "en"
    first = (accept_language or "").split(",")[0].strip().lower()
    return "de" if first.split("-")[0] == "de" else "en"
