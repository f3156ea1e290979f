"""What a question gets back: Citation, Candidate, Listing, Answer."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal, get_args

Order = Literal["best", "newest"]
ORDERS: tuple[Order, ...] = get_args(Order)
NoteKind = Literal["greeting", "thanks", "farewell", "other_time", "denied"]
# These were said and no question.
SMALL_TALK: frozenset[NoteKind] = frozenset(("greeting", "thanks", "farewell"))


@dataclass(frozen=True, slots=True)
class Citation:
    """The place of a quote: ``article_text[start:end] == quote``.

    ``path`` is relative to the source folder; ``start`` and ``end`` count characters of the
    article's text; ``sha256`` is that of the file when it was indexed. ``date`` (ISO 8601),
    ``source``, ``author`` and ``url`` are None where the file does not say. ``language`` is "de" or
    "en". ``page`` is the number of the page that the quote begins on, None in formats without
    pages. ``also_in`` names the other articles of the archive that are the same report and hold the
    quote too.
    """

    title: str
    path: str
    start: int
    end: int
    sha256: str
    quote: str
    date: str | None = None
    source: str | None = None
    url: str | None = None
    language: str | None = None
    also_in: tuple[str, ...] = ()
    page: int | None = None
    author: str | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer: ``text`` verbatim, equal to ``citation.quote``.

    ``span`` are the words in ``text`` that answer, None where nothing is sure; they stand at
    ``span_offsets``, (start, end) in ``text``. ``text`` is more than one sentence where the
    answering words run over several. ``confidence`` is the probability in [0, 1] that it answers
    the question. ``context`` is the sentence right before it where this one leans on that one
    ("Er …", "Das Netzwerk …"), of a row the caption and heads of its table, else None.
    """

    text: str
    span: str | None
    confidence: float
    citation: Citation
    context: Citation | None = None
    span_offsets: tuple[int, int] | None = None

    @property
    def place(self) -> tuple[str, int]:
        """Where it stands: the article's path, and the offset in it."""
        return self.citation.path, self.citation.start

    def marked(self, offsets: tuple[int, int] | None) -> "Candidate":
        """Return the same candidate with the words at other ``offsets`` of its text as its span."""
        words = None if offsets is None else self.text[slice(*offsets)]
        return replace(self, span=words, span_offsets=offsets)


@dataclass(frozen=True, slots=True)
class Voice:
    """What independent articles answer alike: one candidate of each, the best first.

    ``value`` is what they agree on in a normal form, such as "4000000 euro", "2023-09-16" or
    "karl brunner"; None where the answering words are not sure. Near-duplicate articles are one.
    """

    value: str | None
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Earlier:
    """What an article says of another time than the answer's: ``time`` is "2021" or "2021-06"."""

    time: str
    candidate: Candidate


@dataclass(frozen=True, slots=True)
class Listed:
    """An article of a result list, by its best passage.

    ``citation`` is the sentence of the article that says most of what is asked for, with title,
    date and source. ``marks`` are the (start, end) of the words in ``citation.quote`` that were
    asked for, in order. ``score`` is the fit, higher is better; only scores of one listing compare.
    """

    citation: Citation
    marks: tuple[tuple[int, int], ...]
    score: float

    @property
    def path(self) -> str:
        """The article's path."""
        return self.citation.path


@dataclass(frozen=True, slots=True)
class Listing:
    """The articles that are about some words, in ``order``.

    ``words`` is what was searched for, ``found`` the number of all articles about it. ``articles``
    are those from ``first`` on, counted from 0, as many as were asked for. ``years`` and
    ``sources`` hold how many of all that were found are of each year and source, the newest and
    the most frequent first; articles without a date or source are in none. ``searched`` is as of
    ``Answer``.
    """

    words: str
    order: Order
    found: int
    first: int
    articles: tuple[Listed, ...]
    years: tuple[tuple[str, int], ...] = ()
    sources: tuple[tuple[str, int], ...] = ()
    searched: float = 1.0

    def __iter__(self) -> Iterator[Listed]:
        """Return the articles of this page, in order."""
        return iter(self.articles)

    def __len__(self) -> int:
        """Return how many articles this page holds."""
        return len(self.articles)


@dataclass(frozen=True, slots=True)
class Note:
    """What is to be said beside the quotes, or in place of one.

    ``greeting``, ``thanks``, ``farewell``: that was no question. ``other_time``: no article says it
    of the time that was asked for, ``words`` ("2019", "Juni 2021"). ``denied``: the quote denies
    what the question presumes.
    """

    kind: NoteKind
    words: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a question, or the word that the archive does not say.

    If ``answered``, then ``text``, ``span`` and ``citations`` are those of the best candidate.
    Otherwise ``text`` and ``span`` are None and ``citations`` is empty. ``candidates`` are the best
    sentences, best first, in both cases: without an answer they are the nearest, no evidence.
    ``voices`` are what independent articles answer, the answer's own first; with more than one, the
    articles differ. There is none without an answer.
    ``question`` is what was typed; ``asked`` is what was searched for: the same, and what it takes
    over from the questions before it, if anything.
    ``earlier`` is what articles say of earlier times, the newest first, where the question names
    no time. ``listing`` are the articles about what is asked, if the question wants a list or is
    mere keywords. ``note`` is what else is to be said. Where two questions are asked in one,
    ``parts`` has an answer to each, in order, and the other fields are those of the first part
    that is answered; ``listing`` is that of the first part with one. ``searched`` is the share of
    the archive's articles that were searched, below 1 while a shard of a cluster is away.
    """

    question: str
    asked: str
    answered: bool
    text: str | None
    span: str | None
    confidence: float
    citations: tuple[Citation, ...]
    candidates: tuple[Candidate, ...]
    voices: tuple[Voice, ...] = ()
    earlier: tuple[Earlier, ...] = ()
    listing: Listing | None = None
    note: Note | None = None
    parts: tuple["Answer", ...] = ()
    searched: float = 1.0
