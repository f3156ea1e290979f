"""What a reader sees of HTML: nothing hidden, nothing struck out, raised digits in their own signs.

Works on lxml's tree, before the text is taken from it. What the page's own styles hide counts too;
a style sheet in another file is not known.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from index.formats.raised import lowered, raised

# In markup without any of these words all is shown, as it stands.
_MAY_DIFFER = re.compile(
    r"hidden|display|visibility|line-through|<(?:del|s|strike|sup|sub|template|noscript|dialog)\b"
    r"|sr-only|screen-?reader|<style|mso-hide|aria-|-\d{3,}(?:px|em)|noteref|backlink",
    re.IGNORECASE,
)
_NEVER_SHOWN = frozenset(("template", "noscript", "datalist"))
# Where a program that reads aloud leaves these out, they are shown all the same; larger parts of a
# page that it leaves out are menus and banners that are closed.
_OF_TEXT = frozenset("p span li td th h2 h3 h4 h5 h6 b strong em time a blockquote".split())
_MOST_TABLES = 200
_TABLE_PARTS = ("tbody", "thead", "tfoot", "tr", "td")
_LEFT_OUT = _NEVER_SHOWN | {"del", "s", "strike"}
_HIDING = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all"
    r"|text-decoration(?:-line)?\s*:[^;]*line-through"
    r"|(?:left|top|text-indent|margin-left)\s*:\s*-\d{3,}(?:px|r?em))",
    re.IGNORECASE,
)
# How libraries of styles call what only a program that reads aloud says.
_ALOUD = frozenset(
    "sr-only visually-hidden visuallyhidden screen-reader-text screenreader-text "
    "screen-reader-only screenreader".split()
)
_RESPONSIVE = re.compile(r"\bd-(?:sm|md|lg|xl|xxl)-(?!none)")
_ICON = re.compile(r"(?:^|[\s_-])(?:icons?|symbols?|fa|glyphicons?)(?:$|[\s_-])", re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_AT_RULE = re.compile(r"@[^{};]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}|@[^{};]*;")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SIMPLE = re.compile(r"\w*(?P<name>[.#][\w-]+)")
_DISPLAY = re.compile(r"(?:^|;)\s*(?:display\s*:\s*(?!none)|visibility\s*:\s*visible)")
_MOST_STYLE_CHARS = 200_000
# Beyond this share of a page's letters what is hidden is its text, which a script shows.
_MOST_HIDDEN = 0.5

# The mark of a note and the way back from it, as books say it.
_TO_NOTE = re.compile(r"\b(?:noteref|backlink)\b")
_MARK_CHARS = 8
_OF_NOTES = re.compile(r"(?:foot|end)-?note|note-?ref|\bfn\b|\breference\b|fussnote|fußnote", re.I)


def may_differ(markup: str) -> bool:
    """Return whether HTML may hold what ``keep_shown`` changes."""
    return _MAY_DIFFER.search(markup) is not None


def keep_shown(tree: Any) -> None:
    """Take out of a tree what no reader sees or what is struck out, and write raised signs plainly.

    "m<sup>2</sup>" becomes "m²" and "CO<sub>2</sub>" "CO2"; marks of notes go, so that no digit
    joins a number before it.
    """
    hidden_names = frozenset(_hidden_names(tree))
    letters = 0
    for element in list(tree.iter()):
        if element is tree or not isinstance(element.tag, str):
            continue
        if element.tag in _LEFT_OUT:
            _drop(element)
        elif (
            element.tag in _OF_TEXT and element.attrib.get("aria-hidden") and not _is_icon(element)
        ):
            del element.attrib["aria-hidden"]
        if element.getparent() is not None and _is_hidden(element, hidden_names):
            letters = letters or _letters(tree)
            if not _is_page(element) and _letters(element) <= _MOST_HIDDEN * letters:
                _drop(element)
    for element in list(tree.iter("sup", "sub")):
        _write_plainly(element)
    for element in list(tree.iter("a")):
        said = f"{element.get('epub:type') or ''} {element.get('role') or ''}"
        if _TO_NOTE.search(said) and len(element.text_content()) <= _MARK_CHARS:
            _drop(element)


def unwrap_layout_tables(tree: Any) -> None:
    """Make blocks of tables that only place what is in them: cells with headings or paragraphs."""
    for table in list(tree.iter("table"))[:_MOST_TABLES]:
        if table.get("role") == "presentation" or _places_blocks(table):
            for element in [table, *(e for e in table.iter(*_TABLE_PARTS) if _table(e) is table)]:
                element.tag = "div"


def _places_blocks(table: Any) -> bool:
    if next(table.iter("th"), None) is not None:
        return False
    cells = [cell for cell in table.iter("td") if _table(cell) is table]
    return any(
        next(cell.iter("h1", "h2", "h3", "table"), None) is not None
        or sum(1 for _ in cell.iter("p")) > 1
        for cell in cells
    )


def _table(element: Any) -> Any:
    """Return the table that a part of one belongs to."""
    return next((e for e in element.iterancestors() if e.tag == "table"), None)


def leaves_out(name: str, attributes: Mapping[str, str]) -> bool:
    """Return whether an element of this name and attributes hides or strikes what is in it."""
    if name in _LEFT_OUT:
        return True
    if "hidden" in attributes and attributes["hidden"].lower() != "until-found":
        return True
    return _HIDING.search(attributes.get("style", "")) is not None


def _is_hidden(element: Any, hidden_names: frozenset[str]) -> bool:
    """Return whether an element itself is hidden, not one around it."""
    attributes = element.attrib
    if not attributes:
        return bool(element.tag == "dialog")
    if leaves_out(element.tag, attributes):
        return True
    if element.tag == "dialog" and "open" not in attributes:
        return True
    if attributes.get("aria-hidden") == "true" and _is_icon(element):
        return True
    written = attributes.get("class", "")
    names = written.split()
    if not _ALOUD.isdisjoint(names):
        return True
    if "d-none" in names and not _RESPONSIVE.search(written):
        return True
    if not hidden_names:
        return False
    return (
        any(f".{name}" in hidden_names for name in names)
        or f"#{attributes.get('id', '')}" in hidden_names
    )


def _is_icon(element: Any) -> bool:
    """Return whether an element stands for a sign, by the name of which a font draws it."""
    return element.tag == "i" or _ICON.search(element.get("class", "")) is not None


def _is_page(element: Any) -> bool:
    """Return whether an element holds the page or its article, which a script shows."""
    return element.tag in ("html", "head", "body", "main", "article") or any(
        True for _ in element.iter("article", "main", "h1")
    )


def _hidden_names(tree: Any) -> Iterator[str]:
    """Yield the classes (".note") and identifiers ("#note") that the page's own styles hide.

    What some rule shows again, in a window of another width or after a click, is not among them.
    """
    styles = "\n".join(style.text or "" for style in tree.iter("style"))[:_MOST_STYLE_CHARS]
    if not styles:
        return
    styles = _COMMENT.sub("", styles)
    shown = {
        name
        for selectors, rules in _RULE.findall(styles)
        if _DISPLAY.search(rules)
        for name in re.findall(r"[.#][\w-]+", selectors)
    }
    for selectors, rules in _RULE.findall(_AT_RULE.sub("", styles)):
        if _HIDING.search(rules):
            for selector in selectors.split(","):
                match = _SIMPLE.fullmatch(selector.strip())
                if match is not None and match["name"] not in shown:
                    yield match["name"]


def _letters(element: Any) -> int:
    return sum(map(str.isalpha, element.text_content()))


def _drop(element: Any) -> None:
    """Take an element out with all in it; what stood around it does not run together."""
    parent = element.getparent()
    if parent is None:  # it went with one around it
        return
    before, tail = _before(element), element.tail or ""
    if before[-1:].isspace() and (not tail or tail[0].isspace() or tail[0] in ".,;:!?)"):
        element.tail = tail.lstrip() if tail[:1].isspace() else tail
        if tail[:1] and tail[0] in ".,;:!?)":
            _strip_before(element)
    element.drop_tree()


def _before(element: Any) -> str:
    """Return the text that stands right before an element, as far as its nearest neighbour."""
    previous = element.getprevious()
    if previous is None:
        parent = element.getparent()
        return "" if parent is None else (parent.text or "")
    if previous.tail or not isinstance(previous.tag, str):
        return previous.tail or ""
    return str(previous.text_content())


def _strip_before(element: Any) -> None:
    previous = element.getprevious()
    if previous is None:
        parent = element.getparent()
        parent.text = (parent.text or "").rstrip()
    elif previous.tail:
        previous.tail = previous.tail.rstrip()


def _write_plainly(element: Any) -> None:
    """Write a raised or lowered text as signs of its own, and drop the mark of a note."""
    if element.getparent() is None:
        return
    text, before = str(element.text_content()), _before(element)
    lower = element.tag == "sub"
    shown = lowered(text, before) if lower else raised(text, before, _is_of_note(element))
    for child in list(element):
        element.remove(child)
    element.text = shown
    element.drop_tag()


def _is_of_note(element: Any) -> bool:
    links = [*element.iter("a"), *(one for one in (element.getparent(),) if one.tag == "a")]
    if any("#" in (link.get("href") or "") for link in links):
        return True
    said = " ".join(one.get(key) or "" for one in (element, *links) for key in ("class", "role"))
    return _OF_NOTES.search(said) is not None
