"""What archives of the press write below an article: where it appeared, its number, its rights."""

import re

from index.metadata.heads.head import Head
from index.metadata.heads.labels import ARCHIVE, labelled
from index.metadata.heads.press_line import read_press_line

_LABEL = re.compile(
    r"(?:dokumentnummer|dokument-id|dauerhafte adresse des dokuments|alle rechte vorbehalten"
    r"|all rights reserved|document id|load-date|publication-type|journal-code)\b.{0,200}"
    r"|©.{2,80}|\(schluss\)[ \w/+,-]{0,20}|\*{3}.{5,80}\*{3}",
    re.IGNORECASE,
)
_IN_TAILS = ARCHIVE | {"language", "sprache", "copyright"}
_MOST_LINES = 10
_MOST_CHARS = 3000


def read_tail(text: str) -> Head:
    """Return what stands below an article and is about it; without such a line no stretch of it.

    A line that may be of the article counts only beside one that an archive alone writes.
    """
    spans: list[tuple[int, int]] = []
    fields: dict[str, str] = {}
    certain = 0
    end = len(text)
    least = max(end - _MOST_CHARS, 0)
    for _ in range(_MOST_LINES):
        stripped = text[least:end].rstrip()
        start = stripped.rfind("\n") + 1
        line = stripped[start:].strip()
        if not start or not line:
            break
        told = labelled(line)
        appeared = None
        if told is not None and told.field == "source":
            appeared = read_press_line(told.value, labelled=True)
        elif line.startswith("(") and line.endswith(")"):
            appeared = read_press_line(line[1:-1])
        if appeared:
            fields = {**appeared, **fields}
        if appeared or _LABEL.fullmatch(line):
            certain = len(spans) + 1
        elif told is None or told.label not in _IN_TAILS or told.says_something():
            break
        first = least + len(stripped) - len(stripped[start:].lstrip())
        spans.append((first, least + len(stripped)))
        end = least + start
    kept = spans if certain else []
    return Head(tuple(reversed(kept)), fields)
