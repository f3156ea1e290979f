"""A day as German and English write it."""

from datetime import date
from typing import Literal

_MONTHS = {
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "en": "January February March April May June July August September October November December",
}
_DAY = {"de": "{day}. {month} {year}", "en": "{day} {month} {year}"}


def format_day(day: date, language: Literal["de", "en"]) -> str:
    """Return a day in words: "18. September 2023", "18 September 2023"."""
    month = _MONTHS[language].split()[day.month - 1]
    return _DAY[language].format(day=day.day, month=month, year=day.year)


def format_iso_day(day: str, language: Literal["de", "en"]) -> str:
    """Return a day of ISO 8601 in words; a text that is none stays as it is."""
    try:
        return format_day(date.fromisoformat(day), language)
    except ValueError:
        return day


def format_iso_time(time: str, language: Literal["de", "en"]) -> str:
    """Return a year, month or day of ISO 8601, or two with "/" between them, in words.

    "2021-06" is "Juni 2021" or "June 2021"; a text that is none of these stays as it is.
    """
    return "–".join(_format_part(part, language) for part in time.split("/"))


def _format_part(part: str, language: Literal["de", "en"]) -> str:
    if part.count("-") != 1:
        return format_iso_day(part, language)
    first = format_iso_day(f"{part}-01", language)
    return first.split(maxsplit=1)[1] if " " in first else part
