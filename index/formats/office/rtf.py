"""Rich Text Format: what a word processor shows of it, footnotes below the text.

Read by the specification 1.9.1: striprtf, the library kept for it, writes addresses of links and
bars between cells into the text, drops footnotes and does not know a file's title.
"""

import codecs
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from index.formats.base import Reading, UnreadableError
from index.formats.office.page_heads import day_of, headline_of, with_heads
from index.formats.raised import lowered, raised
from index.messages import Code

_TOKEN = re.compile(
    r"\\(?P<word>[A-Za-z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<code>[0-9A-Fa-f]{2})"
    r"|\\(?P<sign>[^A-Za-z])|(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)|[\r\n]+|\\"
)
Place = Literal["text", "notes", "heads", "title", "fonts", "made", "nowhere"]
_PLACES: Mapping[str, Place] = {
    "title": "title",
    "fonttbl": "fonts",
    "creatim": "made",
    "shptxt": "text",
    "ud": "text",
    "footnote": "notes",
    **dict.fromkeys(("header", "headerl", "headerr", "headerf"), "heads"),
    **dict.fromkeys(
        "colortbl stylesheet info pict object objdata fldinst footer footerl footerr footerf "
        "annotation atnid atnauthor listtext pntext bkmkstart bkmkend shprslt nonshppict upr "
        "nonesttables shpinst sp author operator subject keywords doccomm comment company "
        "category manager revtim printim buptim template xe tc rxe".split(),
        "nowhere",
    ),
}
_INSIDE_INFO = ("title", "creatim")
_SIGNS = {
    **dict.fromkeys(("par", "sect", "page", "line", "row", "nestrow", "column"), "\n"),
    **dict.fromkeys(("tab", "cell", "nestcell"), "\t"),
    **dict.fromkeys(("emspace", "enspace", "qmspace"), " "),
    **{"emdash": "—", "endash": "–", "bullet": "•", "lquote": "‘", "rquote": "’"},
    **{"ldblquote": "“", "rdblquote": "”"},
}
_ESCAPED = {"~": "\u00a0", "_": "-", "{": "{", "}": "}", "\\": "\\", "\n": "\n", "\r": "\n"}
Height = Literal["super", "sub", ""]
_HEIGHTS: Mapping[str, Height] = {"super": "super", "up": "super", "sub": "sub", "dn": "sub"}
# Of characters; one with a 0 behind it ends.
_MARKS = frozenset((*_HEIGHTS, "nosupersub", "plain", "v", "deleted", "strike", "striked"))
_CODE_PAGES = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
# A font's \fcharset; all others are in the file's own code page.
_CHARSETS = {
    **{77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gbk", 136: "cp950", 161: "cp1253"},
    **{162: "cp1254", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 238: "cp1250"},
}


class RtfReader:
    """Reads .rtf."""

    suffixes = (".rtf",)

    def read(self, data: bytes) -> Iterator[Reading]:
        """Yield the document as one article. Raises UnreadableError for what is no RTF."""
        if not data.lstrip().startswith(b"{\\rtf"):
            raise UnreadableError(Code.NO_RTF())
        found = _Document()
        found.parse(data.lstrip().decode("latin-1"))
        body = "\n".join(filter(None, (found.text("text"), found.text("notes"))))
        heads = [found.text("heads")]
        text = with_heads(heads, body)
        if not text:
            raise UnreadableError(Code.NO_TEXT())
        yield Reading(
            text,
            title=found.text("title") or None,
            headline=headline_of(None, body, text),
            file_date=day_of(heads, found.made()),
        )


@dataclass(frozen=True, slots=True)
class _Group:
    """What holds within a pair of braces."""

    place: Place = "text"
    font: int | None = None
    fallbacks: int = 1  # characters after \u that old programs show instead
    hidden: bool = False
    struck: bool = False
    height: Height = ""


@dataclass
class _Document:
    group: _Group = field(default_factory=_Group)
    pieces: dict[Place, list[str]] = field(default_factory=dict)
    code_page: str = "cp1252"
    fonts: dict[int, str] = field(default_factory=dict)
    day: dict[str, int] = field(default_factory=dict)
    codes: bytearray = field(default_factory=bytearray)
    to_skip: int = 0

    def parse(self, source: str) -> None:
        outer: list[_Group] = []
        position = 0
        starred = False  # {\* marks what a program that does not know it leaves out
        while token := _TOKEN.match(source, position):
            position = token.end()
            if token["code"]:
                self._code(int(token["code"], 16))
                continue
            if token["text"]:
                self._shown(token["text"])
                continue
            self._flush()
            if token["brace"] == "{":
                outer.append(self.group)
                self.to_skip = 0
            elif token["brace"]:
                self.group = outer.pop()
                self.to_skip = 0
                if not outer:
                    return
            elif (sign := token["sign"]) is not None:
                if sign != "*":
                    self._add(_ESCAPED.get(sign, ""))
                    continue
                starred = True
                continue
            elif token["word"]:
                number = None if token["number"] is None else int(token["number"])
                if token["word"] == "bin":
                    position += max(number or 0, 0)
                else:
                    self._word(token["word"], number, starred)
            starred = False

    def text(self, place: Place) -> str:
        """Return what stands in a place, without blanks at the ends of lines."""
        whole = "".join(self.pieces.get(place, ()))
        # Two halves of one character, written as two, become one.
        whole = whole.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        lines = "\n".join(line.rstrip() for line in whole.replace("\0", "").split("\n"))
        return re.sub(r"\n{3,}", "\n\n", lines).strip("\n")

    def made(self) -> str | None:
        """Return the day on which the document was made, as written."""
        if not self.day.keys() >= {"yr", "mo", "dy"}:
            return None
        return f"{self.day['yr']:04d}-{self.day['mo']:02d}-{self.day['dy']:02d}"

    def _word(self, word: str, number: int | None, starred: bool) -> None:
        group = self.group
        if word in _PLACES and (
            group.place != "nowhere" or word in (*_INSIDE_INFO, "shptxt", "ud")
        ):
            self.group = replace(group, place=_PLACES[word])
            if word == "footnote":
                self._add("\n")
        elif starred:
            self.group = replace(group, place="nowhere")
        elif word in _SIGNS:
            self._add(_SIGNS[word])
        elif word == "u" and number is not None:
            self._add(chr(number % 0x10000))
            self.to_skip = group.fallbacks
        elif word == "uc":
            self.group = replace(group, fallbacks=max(number or 0, 0))
        elif word in _MARKS:
            self.group = _marked(group, word, number != 0)
        elif word == "f":
            self.group = replace(group, font=number)
        elif word == "fcharset" and group.place == "fonts" and group.font is not None:
            self.fonts[group.font] = _CHARSETS.get(number or 0, "")
        elif word == "ansicpg" or word in _CODE_PAGES:
            self.code_page = _CODE_PAGES.get(word) or _known(f"cp{number}")
        elif group.place == "made" and number is not None:
            self.day[word] = number

    def _code(self, code: int) -> None:
        if self.to_skip:
            self.to_skip -= 1
        else:
            self.codes.append(code)

    def _shown(self, text: str) -> None:
        text = text[self.to_skip :] if self.to_skip else text
        self.to_skip = 0
        if text.isascii():
            self._flush()
            self._add(text)
        else:  # bytes as they are, not escaped
            self.codes += text.encode("latin-1")

    def _flush(self) -> None:
        if self.codes:
            font = self.group.font
            page = self.fonts.get(font, "") if font is not None else ""
            self._add(self.codes.decode(page or self.code_page, "replace"))
            self.codes.clear()

    def _add(self, text: str) -> None:
        group = self.group
        if group.hidden or group.struck:
            return
        pieces = self.pieces.setdefault(group.place, [])
        if group.height and text.strip():
            before = "".join(pieces[-3:])
            text = lowered(text, before) if group.height == "sub" else raised(text, before)
        pieces.append(text)


def _marked(group: _Group, word: str, on: bool) -> _Group:
    """Return a group whose characters have a mark of ``_MARKS`` from here on, or no longer."""
    if word == "plain":
        return replace(group, hidden=False, struck=False, height="")
    if word in ("v", "deleted"):
        return replace(group, hidden=on)
    if word in ("strike", "striked"):
        return replace(group, struck=on)
    return replace(group, height=_HEIGHTS.get(word, "") if on else "")


def _known(encoding: str) -> str:
    try:
        return codecs.lookup(encoding).name
    except LookupError:
        return "cp1252"
