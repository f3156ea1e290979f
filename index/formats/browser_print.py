"""What browsers print above and below a page: the day, the title, the address, the page's number.

Chromium prints "29.11.26, 18:30 Title" above and "https://… 1/2" below, Firefox "Title https://…"
above and "1 of 2 29.11.26, 18:30" below.
"""

import re
from collections.abc import Sequence

from index.layout import Paragraph

_DAY = r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}"
_TIME = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s?[AaPp]\.?[Mm]\.?| Uhr)?"
_MOMENT = rf"{_DAY},? {_TIME}"
_ADDRESS = r"(?:https?|file)://\S+"
_COUNT = r"(?P<page>\d+)(?:/| of | von )(?P<pages>\d+)"
# A foot, and the head that the same browser prints.
_KINDS = (
    (re.compile(rf"{_ADDRESS} {_COUNT}"), re.compile(rf"{_MOMENT}(?: .*)?")),
    (re.compile(rf"{_COUNT} {_MOMENT}"), re.compile(rf"(?:.* )?{_ADDRESS}")),
)
_MOST_PARTS = 3  # paragraphs that the head or the foot is taken for


def without_browser_lines(
    pages: Sequence[Sequence[Paragraph]],
) -> list[list[Paragraph]] | None:
    """Return the pages without what a browser printed above and below each.

    None if it did not on all pages, or nothing else stands on them.
    """
    found = []
    for number, page in enumerate(pages, 1):
        bounds = _bounds(page, number, len(pages))
        if bounds is None:
            return None
        found.append(list(page[slice(*bounds)]))
    return found if any(found) else None


def _bounds(page: Sequence[Paragraph], number: int, count: int) -> tuple[int, int] | None:
    """Return where a page begins behind its printed head, and where it ends before its foot."""
    for last in range(len(page) - 1, max(len(page) - 1 - _MOST_PARTS, -1), -1):
        for foot, head in _KINDS:
            counted = foot.fullmatch(_text(page[last:]))
            if counted is None or (counted["page"], counted["pages"]) != (str(number), str(count)):
                continue
            for first in range(1, min(_MOST_PARTS, last) + 1):
                if head.fullmatch(_text(page[:first])):
                    return first, last
    return None


def _text(paragraphs: Sequence[Paragraph]) -> str:
    return " ".join(" ".join(paragraph.text for paragraph in paragraphs).split())
