"""The named values of a row, or of JSON → an article: which value is which field, and its text."""

import html
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, Self

from index.formats.base import Reading
from index.formats.encoding import without_soft_hyphens
from index.formats.markup.fragment import holds_html, text_of_html
from index.messages import Code
from index.metadata.field_names import FIELD_NAMES, Names, folded, known, names_of

# Where an object stands for one value: {"rendered": "<p>…"}, {"@type": "Organization", "name": …}.
_VALUE_KEYS = tuple(
    "text rendered name value content paragraphs absätze blocks data items main original root "
    "children @value #text $".split()
)
# Objects about the article beside its text.
_ABOUT = frozenset(("meta", "metadata", "metadaten", "header", "head", "info", "properties"))
_DEEPEST = 16
# What editors call a piece of a paragraph in one style, and the end of a line in it.
_KIND_NAMES = ("type", "_type", "nodeType")
_PIECES = frozenset(("text", "span"))
_LINE_BREAKS = frozenset(("hardbreak", "hard_break", "hard-break", "linebreak", "br"))
_SHOWN_NAMES = 8
_ENTITY = re.compile(r"&(?:[A-Za-z]{2,8}|#\d{2,6}|#x[0-9A-Fa-f]{2,5});")
_UNSTORABLE = re.compile("[\ud800-\udfff\0]")
_ADDRESS = re.compile(r"\w+://\S+")
_EPOCH = re.compile(r"-?\d{9,10}(?:\.\d+)?|\d{12,13}")
_MILLISECONDS = 1e11


@dataclass(frozen=True)
class NamedValuesReader:
    """What readers of named values share: ``names`` are those of each field."""

    names: Names = field(default_factory=names_of)

    def with_names(self, names: Names) -> Self:
        """Return the reader for other names of fields."""
        return replace(self, names=names)


def reading_of(
    row: int | None, values: Mapping[str, object], names: Names | None = None
) -> Reading:
    """Return the article that named values make; one without a text has a problem.

    ``names``: those of each field, as of ``names_of``. Where no value is named as the text, an
    object among the values may hold it: what that one does not say, the outer one may.
    """
    names = names_of() if names is None else names
    found = article_fields(values, names)
    for name, inner in values.items():
        if not isinstance(inner, dict):
            continue
        nested = article_fields(inner, names)
        if folded(name) in _ABOUT:
            about = nested | {"text": None}
            found = {field: value or about[field] for field, value in found.items()}
        if nested["text"] is not None and found["text"] in (None, nested["text"]):
            found = {field: nested[field] or value for field, value in found.items()}
    text = found.pop("text")
    if text is not None:
        return Reading(text, row=row, **found)
    if known(values, "text", names):
        return Reading("", row=row, problem=Code.ROW_WITHOUT_TEXT())
    return Reading(
        "",
        row=row,
        problem=Code.NO_TEXT_FIELD(names=shown_names(values)),
    )


def shown_names(names: Iterable[str]) -> str:
    """Return the first names of a table or an object, to be shown."""
    return ", ".join(list(filter(None, map(str.strip, names)))[:_SHOWN_NAMES]) or "none"


def article_fields(values: Mapping[str, object], names: Names | None = None) -> dict[str, Any]:
    """Return the fields of an article by what stands under their names, None where nothing does."""
    names = names_of() if names is None else names
    by_name: dict[str, object] = {}
    for name, value in values.items():
        if by_name.get(folded(name)) in (None, ""):
            by_name[folded(name)] = value
    found: dict[str, Any] = {}
    for wanted, candidates in names.items():
        read = _READ.get(wanted, _line)
        texts = (read(by_name[name]) for name in candidates if name in by_name)
        found[wanted] = next((text for text in texts if text and text.strip()), None)
    lead = found.pop("lead")
    if lead is not None and found["text"] is not None and not _holds(found["text"], lead):
        found["text"] = f"{lead}\n\n{found['text']}"
    return found


def _holds(text: str, lead: str) -> bool:
    """Return whether a text holds its lead, or what a shortened one begins with."""
    begin = " ".join(lead.split()).rstrip(" .…[]")
    return begin in " ".join(text.split())


def _text(value: object) -> str | None:
    """Return the text of a field: of HTML what is read, of a list its paragraphs."""
    parts = [_readable(part) for part in _strings(value, "\n\n")]
    return "\n\n".join(parts) if parts else None


def _readable(text: str) -> str:
    if _UNSTORABLE.search(text):  # it is refused as it is
        return text
    if holds_html(text):
        return without_soft_hyphens(text_of_html(text))
    return without_soft_hyphens(html.unescape(text) if _ENTITY.search(text) else text)


def _strings(value: object, mark: str, depth: int = 0) -> Iterator[str]:
    """Yield the strings of a value: itself, those of a list, or of the object that it is."""
    if isinstance(value, str):
        if value.strip():
            yield value
    elif isinstance(value, list) and depth < _DEEPEST:
        for part in value:
            yield from _strings(part, mark, depth + 1)
    elif isinstance(value, dict) and depth < _DEEPEST:
        if pieces := _pieces(value, depth):
            yield pieces
            return
        for key in _VALUE_KEYS:
            found = list(_strings(value.get(key), mark, depth + 1))
            if found:
                yield from found
                return


def _pieces(block: Mapping[str, object], depth: int) -> str:
    """Return the text of a paragraph that an editor keeps in pieces: one for each style or link.

    Empty for a block that holds no pieces, but other blocks or none.
    """
    children, content = block.get("children"), block.get("content")
    if isinstance(children, list):
        tags = any(isinstance(part, dict) for part in children)
        if any(_piece(part, (None, *_PIECES), tags) is not None for part in children):
            return "".join(_inline(part, depth + 1) for part in children)
    if isinstance(content, list) and any(_piece(part, _PIECES) is not None for part in content):
        return "".join(_inline(part, depth + 1) for part in content)
    return ""


def _piece(part: object, kinds: Collection[str | None], bare: bool = False) -> str | None:
    """Return the text of a piece that is of one of some kinds, or ``bare``; None for others."""
    if isinstance(part, str):
        return part if bare else None
    if not isinstance(part, dict) or _kind(part) not in kinds:
        return None
    text = part.get("text", part.get("value"))
    return text if isinstance(text, str) else None


def _inline(part: object, depth: int) -> str:
    """Return the text of a member of a paragraph: of a piece, of a link, or of a list in it."""
    if (text := _piece(part, (None, *_PIECES), True)) is not None:
        return text
    if not isinstance(part, dict) or depth >= _DEEPEST:
        return ""
    if _kind(part) in _LINE_BREAKS:
        return "\n"
    if pieces := _pieces(part, depth):
        return pieces
    if isinstance(text := part.get("text"), str):
        return text
    return "".join(f"\n{text}" for text in _strings(part, "\n", depth))


def _kind(part: Mapping[str, object]) -> str | None:
    found = next((part[name] for name in _KIND_NAMES if name in part), None)
    return found.lower() if isinstance(found, str) else None


def _line(value: object) -> str | None:
    """Return a value in one line; several joined by commas."""
    parts = [" ".join(_readable(part).split()) for part in _strings(value, ", ")]
    return ", ".join(parts) if parts else None


def _source(value: object) -> str | None:
    """Return who published an article; neither an address nor an article names anyone."""
    if isinstance(value, dict) and known(value, "text", FIELD_NAMES):
        return None
    line = _line(value)
    return None if line is None or _ADDRESS.fullmatch(line) else line


def _date(value: object) -> str | None:
    """Return a date as it is written; seconds or milliseconds since 1970 in ISO 8601."""
    if isinstance(value, dict):  # as databases export it
        value = value.get("$date", value)
    if isinstance(value, bool):
        return None
    text = str(value) if isinstance(value, int | float) else _line(value)
    if text is None or not _EPOCH.fullmatch(text):
        return text
    seconds = float(text)
    try:
        made = datetime.fromtimestamp(seconds / (1000 if seconds > _MILLISECONDS else 1), UTC)
    except (ValueError, OverflowError, OSError):
        return text
    return made.date().isoformat()


_READ = {"text": _text, "lead": _text, "source": _source, "date": _date}
