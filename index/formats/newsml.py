"""XML of news agencies and press archives: NewsML-G2 (IPTC), NewsML 1 and NITF."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from index.formats.base import Reading, UnreadableError
from index.formats.markup.fragment import text_of_html
from index.formats.markup.shown import leaves_out
from index.formats.office.package import local_name, parse_xml
from index.formats.raised import lowered, raised
from index.messages import Code
from index.metadata.bylines import read_byline

# Elements that begin a line; those within a line (em, a, person, org …) are part of their words.
_BLOCKS = frozenset(
    "p hl1 hl2 hedline li dt dd tr caption media-caption h1 h2 h3 h4 h5 h6 pre div section article "
    "ul ol dl table thead tbody blockquote bq block figure figcaption media header footer aside "
    "byttl abstract body body.head body.content body.end html nitf hr note fn".split()
)
_CELLS = frozenset(("td", "th"))
_UNREAD = frozenset("head script style title media-metadata media-reference".split())
_CONTENTS = ("contentSet", "ContentItem", "DataContent")
_ITEMS = ("newsItem", "NewsItem", "packageItem")
_FEEDS = ("rss", "feed", "RDF")  # RSS 2.0, Atom, RSS 1.0
_STAMP = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)")


class NewsXmlReader:
    """Reads .xml."""

    suffixes = (".xml",)

    def read(self, data: bytes) -> Iterator[Reading]:
        """Yield an article a news item; ``row`` is its number where there are several.

        Raises UnreadableError for XML of any other kind.
        """
        if b"<!ENTITY" in data:
            raise UnreadableError(Code.XML_ENTITIES(part="its head"))
        root = parse_xml(data)
        kind = local_name(root)
        if kind == "nitf":
            yield _nitf(root)
            return
        items = [e for e in root.iter() if local_name(e) in _ITEMS]
        if kind in _FEEDS:
            raise UnreadableError(Code.FEED(kind=kind))
        if kind not in ("newsMessage", "itemSet", "NewsML", *_ITEMS) or not items:
            raise UnreadableError(Code.XML_NOT_READ(kind=kind))
        for number, item in enumerate(items, 1):
            reading = _news_item(item)
            yield reading if len(items) == 1 else replace(reading, row=number)


def _news_item(item: Any) -> Reading:
    """Return the article of a news item; the NITF in it says what the item does not."""
    inner = next((e for e in item.iter() if local_name(e) == "nitf"), None)
    told = None if inner is None else _nitf(inner)
    contents = [told.text] if told is not None else list(_contents(item))
    lead = _said(item, "description", "dateline") if told is None else None
    if lead and any(lead in text for text in contents):
        lead = None
    text = "\n\n".join(filter(None, (lead if contents else None, *contents)))
    title = _said(item, "headline", "HeadLine", "itemTitle", "slugline")
    if told is not None:
        title = title or told.title
    if not text.strip():
        return Reading("", row=None, problem=Code.ROW_WITHOUT_TEXT())
    if title and title not in text[: 2 * len(title) + 20]:
        text = f"{title}\n\n{text}"
    day = _said(item, "contentCreated", "FirstCreated", "versionCreated", "ThisRevisionCreated")
    return Reading(
        text,
        title=title,
        date=_day(day) or (None if told is None else told.date),
        source=_source(item) or (None if told is None else told.source),
        author=_author(item, "by", "ByLine") or (None if told is None else told.author),
    )


def _nitf(root: Any) -> Reading:
    issued = _first(root, "date.issue", "story.date")
    published = _first(root, "pubdata")
    body = _first(root, "body.content")
    title = _said(root, "hl1") or _said(root, "title")
    lines = [] if body is None else list(_lines(body))
    subtitle = _said(root, "hl2")
    abstract = _first(root, "abstract")
    if abstract is not None:
        lines = [*(line for line in _lines(abstract) if line not in lines), *lines]
    text = "\n".join(filter(None, (title, subtitle, *lines)))
    if not lines:
        return Reading("", problem=Code.ROW_WITHOUT_TEXT())
    day = None if issued is None else issued.get("norm")
    source = None
    if published is not None:
        day = day or published.get("date.publication")
        source = published.get("name")
    return Reading(
        text,
        title=title,
        date=_day(day),
        source=source or _said(root, "distributor") or _said(root, "doc.copyright"),
        author=_author(root, "byline"),
    )


def _contents(item: Any) -> Iterator[str]:
    """Yield the texts of an item's contents, each once: of G2 one set, of NewsML 1 several items.

    A set may hold several forms of one text.
    """
    kind = next((name for name in _CONTENTS if _first(item, name) is not None), None)
    if kind is None:
        return
    seen: list[str] = []
    for content in (element for element in item.iter() if local_name(element) == kind):
        parts = list(content) if kind == "contentSet" else [content]
        for part in parts:
            text = _content(part)
            words = " ".join(text.split())
            if words and not any(words in earlier for earlier in seen):
                seen.append(words)
                yield text


def _content(content: Any) -> str:
    """Return the text of inline XML of any kind, or plain or HTML text within."""
    marked = next((e for e in content.iter() if local_name(e) in _BLOCKS), None)
    if marked is not None:
        return "\n".join(_lines(content))
    data = "".join(content.itertext()).strip()
    return text_of_html(data) if re.match(r"<\w", data) else data


def _lines(root: Any) -> Iterator[str]:
    """Yield the lines of inline XML: what blocks and breaks part, the cells of a row with tabs."""
    parts: list[str] = []
    _collect(root, parts)
    for line in "".join(parts).split("\n"):
        if text := "\t".join(filter(None, map(_one_line, line.split("\t")))):
            yield text


def _collect(root: Any, parts: list[str]) -> None:
    """Add the texts of an element and all below it, in order; a deep tree needs no deep stack."""
    stack: list[tuple[Any, bool]] = [(root, False)]
    while stack:
        element, closed = stack.pop()
        name = local_name(element)
        tail = _folded(element.tail) if element is not root else ""
        mark = "\n" if name in _BLOCKS or name == "br" else "\t" if name in _CELLS else ""
        if name in ("sup", "sub") and not closed:
            text, before = "".join(element.itertext()), "".join(parts[-3:])
            parts += (raised(text, before) if name == "sup" else lowered(text, before), tail)
            continue
        unread = name in _UNREAD or leaves_out(name, element.attrib)
        if closed or not name or (unread and element is not root):
            parts += (mark, tail)
            continue
        stack.append((element, True))
        parts += ("" if name in _CELLS else mark, _folded(element.text))
        stack.extend((child, False) for child in reversed(element))


def _folded(text: str | None) -> str:
    return re.sub(r"\s+", " ", text or "")


def _whole(element: Any) -> str:
    parts: list[str] = []
    _collect(element, parts)
    return _one_line("".join(parts))


def _one_line(text: str | None) -> str:
    return " ".join((text or "").split())


def _first(root: Any, *names: str) -> Any:
    """Return the first element of the first of these names that occurs, else None."""
    found = dict.fromkeys(names)
    for element in root.iter():
        name = local_name(element)
        if name in found and found[name] is None:
            found[name] = element
    return next((element for element in found.values() if element is not None), None)


def _said(root: Any, *names: str) -> str | None:
    """Return the text of the first of these elements that has one, in one line."""
    for name in names:
        element = _first(root, name)
        if element is not None and (text := _whole(element)):
            return text
    return None


def _author(root: Any, *names: str) -> str | None:
    """Return who wrote an article: the persons that its byline marks, else as it is read."""
    element = _first(root, *names)
    if element is None:
        return None
    persons = (_whole(e) for e in element.iter() if local_name(e) in ("person", "personname"))
    whole = _whole(element)
    return ", ".join(filter(None, persons)) or read_byline(whole) or whole or None


def _source(item: Any) -> str | None:
    """Return who provides an item: by name, or the literal or code that stands for one."""
    for kind in ("infoSource", "provider", "Provider"):
        element = _first(item, kind)
        if element is None:
            continue
        named = _said(element, "name") or element.get("literal") or _whole(element)
        party = _first(element, "Party")
        named = named or (None if party is None else party.get("FormalName"))
        code = (element.get("qcode") or "").rpartition(":")[2]
        if named or code:
            return named or code
    return None


def _day(written: str | None) -> str | None:
    match = _STAMP.match(written or "")
    return f"{match[1]}-{match[2]}-{match[3]}" if match else written
