"""What is taken along: questions, and the quotes that answer them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal
from urllib.parse import urlencode

from bot.cite import published_link
from bot.export.words import WORDS, Words
from bot.text.days import format_day, format_iso_day, format_iso_time
from bot.text.one_line import in_one_line
from bot.types import SMALL_TALK, Answer, Candidate, Citation, Note

Role = Literal["cited", "agrees", "differs", "earlier"]

_LINE_END = re.compile("\r\n?")
# No document may hold them (XML forbids most), and they would act on a terminal or turn text round.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence that is quoted, and what it is to the answer.

    ``time`` is that of an earlier value, as "2021" or "2021-06".
    """

    candidate: Candidate
    role: Role
    time: str = ""

    @property
    def citation(self) -> Citation:
        """Where it stands."""
        return self.candidate.citation


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question with the quotes that answer it, none where the articles do not say.

    ``narrowed`` are the filters that it was asked with, in words, if any. ``listed`` are the best
    passages of the articles that it wanted a list of, of which ``found`` were found; ``listed_how``
    is how that list is narrowed and sorted, in words, if at all. ``note`` is what is to be said
    beside the quotes, if anything.
    """

    question: str
    quotes: tuple[Quote, ...]
    narrowed: str = ""
    listed: tuple[Citation, ...] = ()
    found: int = 0
    listed_how: str = ""
    note: Note | None = None


@dataclass(frozen=True, slots=True)
class Transcript:
    """Questions with their answers, oldest first, and in which language to write about them.

    ``day`` is that of writing. ``address`` is that of the chat, ending in ``/``: with it each quote
    is linked to its place there.
    """

    exchanges: tuple[Exchange, ...]
    language: Literal["de", "en"]
    day: date
    address: str | None = None

    @property
    def words(self) -> Words:
        """The words of the language."""
        return WORDS[self.language]

    @property
    def heading(self) -> str:
        """What the document is called."""
        return self.words.heading.format(day=format_day(self.day, self.language))

    def heading_of(self, quote: Quote) -> str:
        """Return what is written above a quote; nothing above that which answers."""
        words = self.words
        texts = {"agrees": words.agrees, "differs": words.differs, "earlier": words.earlier}
        time = format_iso_time(quote.time, self.language)
        return texts.get(quote.role, "").format(time=time)

    def note_of(self, exchange: Exchange) -> str:
        """Return what is to be said beside the quotes of an exchange; nothing if nothing is."""
        note = exchange.note
        text = "" if note is None else self.words.notes.get(note.kind, "").format(words=note.words)
        if exchange.quotes or exchange.listed:
            return text
        return " ".join(filter(None, (self.words.no_answer, text)))

    def list_heading(self, exchange: Exchange) -> str:
        """Return how many articles were found, how many of them are listed, and how."""
        shown_first = ""
        if len(exchange.listed) < exchange.found:
            shown_first = self.words.first_of_them.format(count=len(exchange.listed))
        how = f"; {shown(exchange.listed_how)}" if exchange.listed_how else ""
        return self.words.found.format(count=exchange.found, first=shown_first, how=how)

    def cited(self) -> Iterator[Citation]:
        """Yield each place that is quoted, in order."""
        for exchange in self.exchanges:
            yield from (quote.citation for quote in exchange.quotes)
            yield from exchange.listed

    def facts(self, citation: Citation) -> str:
        """Return author, title, source, date and page of a quote, as far as its file says."""
        day = None if citation.date is None else format_iso_day(citation.date, self.language)
        page = None if citation.page is None else self.words.page.format(page=citation.page)
        facts = ", ".join(filter(None, (citation.title, citation.source, day, page)))
        return shown(f"{citation.author}: {facts}" if citation.author else facts)

    def place(self, citation: Citation) -> str:
        """Return the file and the place in it."""
        place = self.words.place.format(path=citation.path, start=citation.start, end=citation.end)
        return shown(place)

    def address_of(self, citation: Citation) -> str | None:
        """Return the address of a quote's place in the chat; None where none is served."""
        if self.address is None:
            return None
        query = {"article": citation.path, "start": citation.start, "end": citation.end}
        return f"{self.address}?{urlencode(query)}"

    def links(self, citation: Citation) -> list[tuple[str, str]]:
        """Return text and address of each link to a quote's place: in the chat, on the web."""
        links = []
        if in_chat := self.address_of(citation):
            links.append((self.words.in_chat, in_chat))
        if published := published_link(citation.url, citation.quote):
            links.append((self.words.on_web, published))
        return links


def exchanges_of(answer: Answer, narrowed: str = "", listed_how: str = "") -> tuple[Exchange, ...]:
    """Return what of an answer is taken along; of two questions in one, each with its own answer.

    ``narrowed`` and ``listed_how`` as of ``Exchange``. A greeting and the like is nothing to take
    along.
    """
    if answer.note is not None and answer.note.kind in SMALL_TALK:
        return ()
    return tuple(
        _exchange_of(part, narrowed, listed_how if part.listing == answer.listing else "")
        for part in answer.parts or (answer,)
    )


def _exchange_of(answer: Answer, narrowed: str, listed_how: str) -> Exchange:
    """Return one question with its quote, then those of other articles and of earlier times."""
    question = answer.question
    listed: tuple[Citation, ...] = ()
    found = 0
    if answer.listing is None:
        listed_how = ""
    else:
        listed = tuple(item.citation for item in answer.listing.articles)
        found = answer.listing.found
    if not answer.answered:
        return Exchange(question, (), narrowed, listed, found, listed_how, answer.note)
    best = answer.candidates[0]
    quotes = {best.place: Quote(best, "cited")}
    for number, voice in enumerate(answer.voices):
        role: Role = "differs" if number else "agrees"
        for candidate in voice.candidates:
            quotes.setdefault(candidate.place, Quote(candidate, role))
    for one in answer.earlier:
        quotes.setdefault(one.candidate.place, Quote(one.candidate, "earlier", one.time))
    cited = tuple(quotes.values())
    return Exchange(question, cited, narrowed, listed, found, listed_how, answer.note)


def shown(text: str) -> str:
    """Return a text without what is not seen and yet acts."""
    return _UNSEEN.sub("\N{REPLACEMENT CHARACTER}", _LINE_END.sub("\n", text))


def shown_in_one_line(text: str) -> str:
    """Return a text in one line, without what is not seen and yet acts."""
    return in_one_line(shown(text))


def parted(candidate: Candidate) -> tuple[str, str, str]:
    """Return a quote in three parts, of which the second are the answering words, if any."""
    text = candidate.text
    if candidate.span_offsets is None:
        return shown(text), "", ""
    start, end = candidate.span_offsets
    return shown(text[:start]), shown(text[start:end]), shown(text[end:])
