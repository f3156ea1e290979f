"""The cited articles as references: BibTeX, RIS and CSL-JSON, each article once."""

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.cite import published_address
from bot.export.names import Name, names_of
from bot.export.transcript import Transcript, shown_in_one_line
from bot.types import Citation

_BIBTEX_ESCAPES = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "#$%&_"},
}
_KEY_WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Reference:
    """An article that is cited: ``key`` names it, ``quotes`` are what is quoted, in order.

    ``page_numbers`` are the pages on which they stand, each once, none in formats without pages;
    ``in_chat`` is the address of the first quote's place in the chat, None where none is served.
    """

    key: str
    article: Citation
    quotes: tuple[str, ...]
    page_numbers: tuple[int, ...] = ()
    in_chat: str | None = None

    @property
    def url(self) -> str | None:
        """Where it was published on the web, else the first quote's place in the chat."""
        return published_address(self.article.url) or self.in_chat

    @property
    def authors(self) -> tuple[Name, ...]:
        """Who wrote it, as far as its file says."""
        return names_of(self.article.author)

    @property
    def day(self) -> date | None:
        """When it was published, if its file names a day."""
        try:
            return date.fromisoformat(self.article.date or "")
        except ValueError:
            return None

    @property
    def pages(self) -> str | None:
        """The pages of its file on which the quotes stand, as "2, 5"; None without pages."""
        return ", ".join(map(str, self.page_numbers)) or None

    @property
    def note(self) -> str:
        """Its file, and what is quoted from it."""
        return shown_in_one_line(
            " ".join([f"{self.article.path}:", *(f"“{q}”" for q in self.quotes)])
        )


def references_of(transcript: Transcript) -> list[Reference]:
    """Return each cited article once, in the order of the citations."""
    by_path: dict[str, list[Citation]] = {}
    for citation in transcript.cited():
        by_path.setdefault(citation.path, []).append(citation)
    keys: dict[str, None] = {}
    references = []
    for citations in by_path.values():
        key = _key(citations[0], keys)
        keys[key] = None
        quotes = dict.fromkeys(citation.quote for citation in citations)
        pages = sorted({citation.page for citation in citations if citation.page is not None})
        in_chat = transcript.address_of(citations[0])
        references.append(Reference(key, citations[0], tuple(quotes), tuple(pages), in_chat))
    return references


def to_bibtex(transcript: Transcript) -> str:
    """Return BibTeX in UTF-8; an article without a source is ``@misc``."""
    return "\n".join(map(_bibtex, references_of(transcript)))


def to_ris(transcript: Transcript) -> str:
    """Return RIS; an article without a source is of the type ``GEN``."""
    return "\n".join(map(_ris, references_of(transcript)))


def to_csl(transcript: Transcript) -> str:
    """Return CSL-JSON, as Zotero and pandoc read it."""
    items = [_csl(reference) for reference in references_of(transcript)]
    return json.dumps(items, ensure_ascii=False, indent=2) + "\n"


def _bibtex(reference: Reference) -> str:
    article, day = reference.article, reference.day
    fields = {
        "title": article.title,
        "journal": article.source,
        "date": day and day.isoformat(),
        "year": day and str(day.year),
        "month": day and str(day.month),
        "pages": reference.pages,
        "url": reference.url,
        "langid": {"de": "ngerman", "en": "english"}.get(article.language or ""),
        "note": reference.note,
    }
    # Braces around a title keep its capitals.
    lines = [
        f"  {name} = {{{f'{{{text}}}' if name == 'title' else text}}}"
        for name, value in fields.items()
        if value and (text := value if name == "url" else _latex(value))
    ]
    if authors := " and ".join(map(_bibtex_name, reference.authors)):
        lines.insert(0, f"  author = {{{authors}}}")
    kind = "article" if article.source else "misc"
    return ",\n".join([f"@{kind}{{{reference.key}", *lines]) + "\n}\n"


def _bibtex_name(name: Name) -> str:
    """Return a name; in braces none is taken apart."""
    text = _latex(name.sorted)
    return f"{{{text}}}" if name.given is None else text


def _ris(reference: Reference) -> str:
    article, day = reference.article, reference.day
    fields = [
        ("TY", "NEWS" if article.source else "GEN"),
        ("ID", reference.key),
        *(("AU", name.sorted) for name in reference.authors),
        ("TI", article.title),
        ("T2", article.source),
        ("PY", f"{day:%Y}" if day else None),
        ("DA", f"{day:%Y/%m/%d}" if day else None),
        ("SP", reference.pages),
        ("LA", article.language),
        ("UR", reference.url),
        *(("N1", quote) for quote in [article.path, *reference.quotes]),
        ("ER", ""),
    ]
    return "".join(
        f"{tag}  - {shown_in_one_line(text)}\n" for tag, text in fields if text is not None
    )


def _csl(reference: Reference) -> Mapping[str, Any]:
    article, day = reference.article, reference.day
    item = {
        "id": reference.key,
        "type": "article-newspaper" if article.source else "document",
        "author": [
            {"literal": name.family}
            if name.given is None
            else {"family": name.family, "given": name.given}
            for name in reference.authors
        ],
        "title": shown_in_one_line(article.title),
        "container-title": article.source and shown_in_one_line(article.source),
        "issued": day and {"date-parts": [[day.year, day.month, day.day]]},
        "page": reference.pages,
        "URL": reference.url,
        "language": article.language,
        "note": reference.note,
    }
    return {name: value for name, value in item.items() if value}


def _key(article: Citation, taken: Iterable[str]) -> str:
    """Return a key such as "kurier2023bruecke" that is not taken yet."""
    titles = (word for word in _plain(article.title) if len(word) > 3 and word.isalpha())
    year = (article.date or "")[:4] if (article.date or "")[:4].isdigit() else ""
    key = f"{''.join(_plain(article.source or '')[:1])}{year}{next(titles, 'article')}"
    number, found = 2, key
    while found in taken:
        found, number = f"{key}-{number}", number + 1
    return found


def _plain(text: str) -> Sequence[str]:
    """Return the words of a text in small letters of ASCII."""
    for letter, letters in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")):
        text = text.replace(letter, letters).replace(letter.upper(), letters)
    folded = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    return _KEY_WORD.findall(folded)


def _latex(text: str) -> str:
    return "".join(_BIBTEX_ESCAPES.get(sign, sign) for sign in shown_in_one_line(text))
