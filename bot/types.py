"""What a question gets back: Citation, Candidate, Voice, Answer."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Citation:
    """The place of a quote: ``article_text[start:end] == quote``.

    ``path`` is relative to the source folder; ``start`` and ``end`` count characters of the
    article's text; ``sha256`` is that of the file when it was indexed. ``date`` (ISO 8601),
    ``source``, ``author`` and ``url`` are None where the file does not say. ``language`` is "de" or
    "en". ``page`` is the number of the page that the quote begins on, None in formats without pages.
    ``also_in`` names the other articles of the archive that are the same report and hold the quote
    too.
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
    ("Er …", "Das Netzwerk …"), else None.
    """

    text: str
    span: str | None
    confidence: float
    citation: Citation
    context: Citation | None = None
    span_offsets: tuple[int, int] | None = None

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
class Answer:
    """The answer to a question, or the word that the archive does not say.

    If ``answered``, then ``text``, ``span`` and ``citations`` are those of the best candidate.
    Otherwise ``text`` and ``span`` are None and ``citations`` is empty. ``candidates`` are the best
    sentences, best first, in both cases: without an answer they are the nearest, no evidence.
    ``voices`` are what independent articles answer, the answer's own first; with more than one, the
    articles differ. There is none without an answer.
    ``question`` is what was typed; ``asked`` is what was searched for: the same, and what it takes
    over from the questions before it, if anything.
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
