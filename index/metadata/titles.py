"""The title of an article: what its file calls it, or its first line."""

import re

from index.metadata.agency import find_agency_line
from index.metadata.bylines import read_byline
from index.metadata.dates import find_dateline
from index.metadata.sections import is_section

TITLE_CHARS = 120
_TITLE_FROM_CHARS = 1000  # all of a file may be one line
# What programs write where nobody gave a title: "untitled", "(anonymous)", "Layout 1",
# "Microsoft Word - x.doc", "Dokument1", "seite_03.indd".
_PLACEHOLDER = re.compile(
    r"\W*(?:(?:un(?:titled|benannt|specified|known|bekannt)|ohne (?:titel|namen)|no(?:ne| title)"
    r"|anonym(?:ous)?|titel|title|slide|folie|index|test"
    r"|(?:neues? )?(?:microsoft )?(?:word|office|powerpoint|excel)?[ -]*"
    r"(?:dokument|document|layout|präsentation|presentation|mappe|seite|page|blatt|entwurf|scan"
    r"|doc|print|kopie|unbenannt|sheet|book))"
    r"[\s_.-]*\d*|microsoft (?:office )?(?:word|powerpoint|excel|publisher)\b.*"
    r"|powerpoint-präsentation"
    r"|\S+\.(?:indd|qxp|qxd|docx?|odt|rtf|pdf|pptx?|xlsx?|html?|txt|eps|ai|ps|tex|dvi|pub|pages)"
    r"|[\w-]*\d[\w-]*_[\w-]*|[\d\W_]*)\W*",
    re.IGNORECASE,
)


def title_of(text: str) -> str | None:
    """Return the first line with text, without Markdown's ``#``, shortened at a word.

    What only dates the text, names its author or its section is left out, where there is more.
    None if no line has any letter or digit.
    """
    lines = (find_agency_line(text), find_dateline(text))
    dateline = next((line for line in lines if line is not None and line.start < line.end), None)
    start = -1 if dateline is None else dateline.start
    stop = -1 if dateline is None else dateline.end
    dated, position = None, 0
    for line in text.splitlines(keepends=True):
        first, position = position, position + len(line)
        title = _as_title(line[stop - first :] if first <= start < stop <= position else line)
        if title and read_byline(title) is None and not is_section(title):
            return title
        dated = dated or _as_title(line)
    return dated


def _as_title(line: str) -> str | None:
    """Return a line as a title, None if it has no letter or digit."""
    title = " ".join(line.lstrip("# \t")[:_TITLE_FROM_CHARS].split())
    return shorten(title) if any(map(str.isalnum, title)) else None


def shorten(title: str) -> str:
    """Return a title in one line of at most about TITLE_CHARS characters, cut at a word."""
    title = " ".join(title.split())
    if len(title) <= TITLE_CHARS:
        return title
    return title[:TITLE_CHARS].rsplit(" ", 1)[0].rstrip(" ,;:–-") + " …"


def is_placeholder(title: str) -> bool:
    """Return whether a title is only what programs write where nobody gave one."""
    return bool(title) and _PLACEHOLDER.fullmatch(title.strip()) is not None
