"""What the search and the reader say of a sentence, chosen or not."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial, reduce
from itertools import islice
from typing import Literal

import numpy as np

from bot.cite import cite
from bot.rank.candidates import Candidates
from bot.rank.ranking import Ranked
from bot.reader.reread import Reread
from bot.text.one_line import in_one_line
from bot.text.sentences import split_sentences
from bot.types import Candidate, Citation
from index import Index
from index.text.analyze import query_terms

# So many sentences that hold the words asked for are returned.
SENTENCES = 5

Fate = Literal["read", "not_read", "no_answer", "not_found"]
# How a question is asked: as it is, without its time, as one about the last answer's article.
TryKind = Literal["as_asked", "without_time", "of_last_article"]
Outcome = Literal["answered", "not_answered", "not_named"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What both stages say of one sentence.

    ``fate``: the reader read it; it was not read, as others were likelier or there is no reader;
    it is no answer to any question of this kind (service text, or it says nothing that the question
    does not); the search did not find its article. ``search_place`` is its place in the order of
    the search, from 1, ``search_share`` the search's probability among all that it proposes, each
    None where it proposes nothing. ``reader_share`` is the reader's probability that it answers,
    None if it was not read; ``marked`` are the words that would be marked. ``confidence`` is that
    of the answer it would be. ``is_of_other_time``: it speaks of another time than is asked.
    """

    citation: Citation
    fate: Fate
    search_place: int | None = None
    search_share: float | None = None
    reader_share: float | None = None
    marked: str | None = None
    confidence: float = 0.0
    is_of_other_time: bool = False


@dataclass(frozen=True, slots=True)
class Why:
    """Why a question is answered as it is.

    ``verdicts`` are those of the likeliest sentences, best first, then of those that were asked
    for. The search proposed ``sentence_count`` sentences of ``article_count`` articles, of which
    ``read_count`` were read. ``nothing_share``: the reader's probability that none of those
    answers, None without a reader. From ``threshold`` of confidence on an answer is shown.

    ``question`` is what was searched for, with what it takes over from the conversation;
    ``talked_of`` is the path of the article that the conversation is about, whose sentences count
    for more. It was ``tried`` in one way; ``then`` is the next, where that gave no answer, None if
    there is none. ``outcome``: the answer does not name the place or person asked for, if
    ``not_named``.
    """

    question: str
    sentence_count: int
    article_count: int
    read_count: int
    nothing_share: float | None
    threshold: float
    verdicts: tuple[Verdict, ...]
    tried: TryKind = "as_asked"
    talked_of: str | None = None
    outcome: Outcome = "answered"
    then: "Why | None" = None


def why_of(
    question: str,
    best: Ranked,
    read: Reread | None,
    candidates: Sequence[tuple[int, Candidate]],
    others: Sequence[Citation],
    threshold: float,
) -> Why:
    """Return what was said of candidates, each with its position, and of ``others``, not found."""
    scores = (best.log_shares + best.added)[best.positions]
    shares = np.exp(scores - np.logaddexp.reduce(scores)).tolist()
    places = {position: place for place, position in enumerate(best.positions.tolist())}

    def verdict(position: int, candidate: Candidate) -> Verdict:
        place = places.get(position)
        reading = None if read is None else read.readings.get(position)
        if place is None:
            return Verdict(candidate.citation, "no_answer")
        return Verdict(
            citation=candidate.citation,
            fate="not_read" if reading is None else "read",
            search_place=place + 1,
            search_share=shares[place],
            reader_share=None
            if read is None or reading is None
            else float(np.exp(reading.score - read.log_total)),
            marked=candidate.span,
            confidence=candidate.confidence,
            is_of_other_time=best.is_of_other_time(position),
        )

    return Why(
        question=question,
        sentence_count=len(best.positions),
        article_count=len(best.found.article_rows),
        read_count=0 if read is None else len(read.readings),
        nothing_share=None if read is None else float(np.exp(-read.log_total)),
        threshold=threshold,
        verdicts=(
            *(verdict(position, candidate) for position, candidate in candidates),
            *(Verdict(other, "not_found") for other in others),
        ),
    )


def holding(index: Index, found: Candidates, words: str) -> tuple[list[int], list[Citation]]:
    """Return the sentences that hold some words: positions of candidates, and those not found.

    At most ``SENTENCES`` of each; capitals and line breaks do not matter.
    """
    wanted = in_one_line(words).casefold()
    if not wanted:
        return [], []
    positions = []
    for position in range(len(found.allowed)):
        row, sentence = found.sentence(position)
        if _holds(index.articles[row].text[sentence.start : sentence.end], wanted):
            positions.append(position)
    if positions:
        return positions[:SENTENCES], []
    read = frozenset(found.article_rows)
    near = [row for row in _articles_with_words(index, words) if row not in read]
    outside = list(islice(_sentences(index, near, wanted), SENTENCES))
    if not outside:  # within other words, or in what is masked: all articles are looked through
        rest = (row for row in range(len(index.articles)) if row not in read)
        outside = list(islice(_sentences(index, rest, wanted), SENTENCES))
    return [], outside


def _articles_with_words(index: Index, words: str) -> list[int]:
    """Return the rows of the articles in which all words of a text stand, in whatever form."""
    terms = query_terms(words)
    if not terms:
        return []
    held = (np.unique(index.chunks.spans[index.lexical.holding(one), 0]) for one in terms)
    return list(reduce(partial(np.intersect1d, assume_unique=True), held).tolist())


def _sentences(index: Index, rows: Iterable[int], wanted: str) -> Iterator[Citation]:
    """Yield the sentences of some articles that hold a text."""
    for row in rows:
        article = index.articles[row]
        if not _holds(article.text, wanted):
            continue
        for sentence in split_sentences(article.text):
            quote = article.text[sentence.start : sentence.end]
            if _holds(quote, wanted):
                yield cite(article, sentence.start, sentence.end, quote)


def _holds(text: str, wanted: str) -> bool:
    return wanted in in_one_line(text).casefold()
