"""Addresses of places in articles on this page."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of an article. ``also_in``: the paths of articles that say the same."""

    path: str
    start: int
    end: int
    also_in: tuple[str, ...] = ()


def permalink(place: Place) -> str:
    """Return the address of a place on this page, relative to it: it may lie below a path."""
    return "?" + urlencode({"article": place.path, "start": place.start, "end": place.end})


def read_permalink(query: Mapping[str, str]) -> Place | None:
    """Return the place that a query string names; None if it names none that could exist."""
    path, start, end = (query.get(name, "") for name in ("article", "start", "end"))
    if not path or not (_is_offset(start) and _is_offset(end)):
        return None
    return Place(path, int(start), int(end))


def _is_offset(text: str) -> bool:
    return re.fullmatch(r"[0-9]{1,9}", text) is not None
