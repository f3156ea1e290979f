"""Ranked sentences → an answer: cited, marked, weighed, and compared with other articles."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

import numpy as np

from bot.answering.confidence import Calibration, measure_confidence, trained_confidence
from bot.answering.context import leans_on_the_one_before
from bot.arrays import Flags, Floats, Ints
from bot.cite import cite
from bot.compare.denied import denial, is_over
from bot.compare.earlier import newest_first
from bot.compare.revisions import MAX_VERSIONS, add_voices, find_revisions
from bot.compare.voices import find_voices
from bot.find.masking import same_report
from bot.find.time import told_by
from bot.question import Question
from bot.rank.candidates import Candidates
from bot.rank.ranking import Ranked
from bot.reader.mark import mark, quote_of
from bot.reader.passages import ReadingModel
from bot.reader.reread import Reread, reread
from bot.reader.weighing import Weighing
from bot.text.one_line import in_one_line
from bot.text.sentences import Sentence
from bot.time import Fit, Told
from bot.types import Answer, Candidate, Citation, Earlier, Note, Voice
from bot.why.verdicts import Why, holding, why_of
from index import Index
from index.types import Span

CANDIDATES = 8
# How many articles are asked whether they answer the same or something else.
VOICES = 8
# What other articles say is heard from the level on at which this share of answers is right: that
# sources differ is worth knowing before it is sure.
HEARD = 0.85
# The raw confidence of a candidate that was not read.
UNREAD = -8.0
# A quote is looked for in so many copies of its article.
COPIES = 100
# Where no time is asked, so many of the newest of the other articles are asked too.
NEWEST = 4


class Answerer:
    """Makes answers of ranked sentences of one index. Safe to call from several threads."""

    def __init__(
        self,
        index: Index,
        calibration: Calibration,
        threshold: float,
        model: ReadingModel | None,
        weighing: Weighing,
    ) -> None:
        """Answer from ``threshold`` of confidence on; ``model`` reads what the search proposes.

        ``weighing`` weighs what the search and the model say.
        """
        self._index = index
        self._scorer = trained_confidence()
        self._calibration = calibration
        self._threshold = threshold
        self._heard = min(threshold, calibration.threshold(HEARD))
        self._model = model
        self._weighing = weighing

    def answer(self, question: Question, best: Ranked) -> tuple[Floats, Answer]:
        """Return the best candidates' raw confidence scores, best first, and the answer.

        Articles that are ``hidden`` to the candidates are not cited.
        """
        found, read = best.found, self._read(question, best)
        ranked, likeliest = best.positions, best.likeliest
        if read is not None:
            ranked, likeliest = np.array(read.positions), read.likeliest
        of_articles = self._of_articles(question, best, ranked).tolist()
        positions = list(dict.fromkeys([*ranked[:CANDIDATES].tolist(), *of_articles]))
        scores, cited = self._candidates(question, best, positions, read)
        candidates = tuple(cited.values())[:CANDIDATES]
        first = candidates[0]
        if (
            first.confidence < self._threshold
            or best.is_of_other_time(positions[0])
            or is_over(question, first.text)
        ):
            asked_of = question.time if best.is_of_other_time(likeliest) else None
            note = None if asked_of is None else Note("other_time", asked_of.words)
            return scores, _unanswered(question, candidates, note)
        if denying := denial(question, candidates):
            return scores, _denied(question, candidates, denying)
        bests = [cited[position] for position in of_articles]
        if read is not None:
            bests = self._as_if_alone(of_articles, bests, read)
        voices = find_voices(question, bests, found.idf.tolist(), self._heard)
        row, _ = found.sentence(positions[0])
        voices = add_voices(question, voices, self._revisions(question, first, row, found.hidden))
        earlier: tuple[Earlier, ...] = ()
        if question.time is None:
            times = {cited[position].citation: self._times(found, position) for position in cited}
            voices, earlier = newest_first(voices, lambda c: times.get(c.citation))
            if earlier:
                candidates = _with_first(candidates, voices[0].candidates[0])
        return scores, _answered(question, candidates, voices, earlier)

    def why(self, question: Question, best: Ranked, words: str) -> Why:
        """Return what was said of the best candidates and of the sentences that hold ``words``."""
        read = self._read(question, best)
        ranked = best.positions.tolist() if read is None else read.positions
        held, outside = holding(self._index, best.found, words)
        positions = list(dict.fromkeys([*ranked[:CANDIDATES], *held]))
        _, cited = self._candidates(question, best, positions, read)
        return why_of(
            question.search_text, best, read, list(cited.items()), outside, self._threshold
        )

    def _read(self, question: Question, best: Ranked) -> Reread | None:
        if self._model is None:
            return None
        return reread(self._model, self._weighing, question, best, self._index.articles)

    def _candidates(
        self, question: Question, best: Ranked, positions: Sequence[int], read: Reread | None
    ) -> tuple[Floats, dict[int, Candidate]]:
        """Return the raw confidence of some candidates, (positions,), and each by its position."""
        scores = self._scores(question, best, positions, read)
        confidences = self._calibration.confidences(scores)
        return scores, {
            position: self._candidate(question, best.found, position, confidence, read)
            for position, confidence in zip(positions, confidences, strict=True)
        }

    def _of_articles(self, question: Question, best: Ranked, ranked: Ints) -> Ints:
        """Return the best sentence of each article that is asked what it answers, best first.

        Those of another time than is asked are left out. Where no time is asked, the newest of the
        articles behind them are among them, so that an answer that is out of date is seen.
        """
        article_of = best.found.joined.article_of
        if best.fits is not None:
            fitting = ranked[best.fits[ranked] != Fit.OTHER]
            ranked = fitting if len(fitting) else ranked[:1]
        firsts = ranked[_first_places(article_of[ranked])]
        if question.time is not None or len(firsts) <= VOICES:
            return firsts[:VOICES]
        rest = firsts[VOICES:]
        dates = [
            self._index.articles[best.found.article_rows[article_of[p]]].date or "" for p in rest
        ]
        newest = sorted(range(len(rest)), key=dates.__getitem__, reverse=True)[:NEWEST]
        return np.concatenate([firsts[:VOICES], rest[sorted(newest)]])

    def _times(self, found: Candidates, position: int) -> Told:
        """Return the times that the sentence at a position speaks of."""
        row, sentence = found.sentence(position)
        return told_by(self._index.articles[row], sentence.start, sentence.end)

    def _as_if_alone(
        self, positions: Sequence[int], bests: Sequence[Candidate], read: Reread
    ) -> list[Candidate]:
        """Return the best of each article, all but the first as sure as if they stood alone.

        What one article says takes nothing from what another says: both are heard.
        """
        raw = [read.alone(place) if place in read.scores else UNREAD for place in positions[1:]]
        alone = self._calibration.confidences(np.array(raw, np.float32))
        others = (
            replace(best, confidence=max(best.confidence, own))
            for best, own in zip(bests[1:], alone, strict=True)
        )
        return [bests[0], *others]

    def _scores(
        self, question: Question, best: Ranked, positions: Sequence[int], read: Reread | None
    ) -> Floats:
        """Return the raw confidence of some candidates, (positions,)."""
        if read is not None:
            # What was not read is not known to answer.
            return np.array([read.scores.get(place, UNREAD) for place in positions], np.float32)
        found = best.found
        measured = measure_confidence(
            question,
            found.features,
            found.joined.article_of,
            best.log_shares,
            np.array(positions, dtype=np.int64),
            len(self._index.articles),
        )
        return self._scorer(measured)

    def _candidate(
        self,
        question: Question,
        found: Candidates,
        position: int,
        confidence: float,
        read: Reread | None,
    ) -> Candidate:
        row, sentence = found.sentence(position)
        of_table = found.table_row(position)
        article = self._index.articles[row]
        span: Span | None = None
        reading = None if read is None else read.readings.get(position)
        if reading is not None:
            cell = None if of_table is None else of_table.cell_of(reading.start)
            marked = mark(article.text, reading.start, reading.end, cell)
            if marked is not None:
                sentences = found.joined.articles[found.joined.article_of[position]].sentences
                first, last = quote_of(sentences, *marked)
                sentence = Sentence(sentences[first].start, sentences[last].end)
                span = marked[0] - sentence.start, marked[1] - sentence.start
        citation = self._cite(row, sentence, found.hidden)
        before = found.sentence_before(position)
        context = None
        if of_table is not None:
            context = of_table.row.context
        elif before is not None and leans_on_the_one_before(citation.quote, question):
            context = before.start, before.end
        return Candidate(
            text=citation.quote,
            span=None,
            confidence=confidence,
            citation=citation,
            context=None if context is None else self._cite(row, Sentence(*context), found.hidden),
        ).marked(span)

    def _revisions(
        self, question: Question, first: Candidate, row: int, hidden: Flags | None
    ) -> list[Candidate]:
        """Return the answering sentence as other versions of its report have it, if otherwise."""
        others = (
            other
            for other in self._copies(row, hidden)
            if self._index.paths[other] not in first.citation.also_in
        )
        versions = (self._index.articles[other] for other in islice(others, MAX_VERSIONS))
        found = find_revisions(question, first, versions)
        revised = []
        for article, sentence, span in found:
            citation = self._cite(self._index.row_of(article.path), sentence, hidden)
            revision = Candidate(citation.quote, None, first.confidence, citation)
            revised.append(revision.marked(span))
        return revised

    def _cite(self, row: int, sentence: Sentence, hidden: Flags | None) -> Citation:
        article = self._index.articles[row]
        quote = article.text[sentence.start : sentence.end]
        # A report that was corrected is nearly the same, and may say something else right here.
        same = [self._index.articles[other] for other in self._copies(row, hidden)[:COPIES]]
        wanted = in_one_line(quote)
        also_in = tuple(other.path for other in same if wanted in in_one_line(other.text))
        return cite(article, sentence.start, sentence.end, quote, also_in)

    def _copies(self, row: int, hidden: Flags | None) -> list[int]:
        """Return the rows of the other articles that are the same report, without hidden ones."""
        return [
            other
            for other in same_report(self._index, row)
            if other != row and (hidden is None or not hidden[other])
        ]


def _unanswered(question: Question, candidates: tuple[Candidate, ...], note: Note | None) -> Answer:
    return Answer(
        question=question.text,
        asked=question.search_text,
        answered=False,
        text=None,
        span=None,
        confidence=candidates[0].confidence,
        citations=(),
        candidates=candidates,
        note=note,
    )


def _answered(
    question: Question,
    candidates: tuple[Candidate, ...],
    voices: tuple[Voice, ...],
    earlier: tuple[Earlier, ...] = (),
    note: Note | None = None,
) -> Answer:
    """Return the answer that the first of the candidates gives."""
    first = candidates[0]
    return Answer(
        question=question.text,
        asked=question.search_text,
        answered=True,
        text=first.text,
        span=first.span,
        confidence=first.confidence,
        citations=(first.citation,),
        candidates=candidates,
        voices=voices,
        earlier=earlier,
        note=note,
    )


def _denied(question: Question, candidates: tuple[Candidate, ...], denying: Candidate) -> Answer:
    """Return the answer that one of the candidates denies what the question presumes."""
    rest = (candidate for candidate in candidates if candidate is not denying)
    # Its own confidence is that of answering, which it does not: the article is as sure.
    first = replace(denying.marked(None), confidence=candidates[0].confidence)
    voices = (Voice(None, (first,)),)
    return _answered(question, (first, *rest), voices, note=Note("denied"))


def _with_first(candidates: tuple[Candidate, ...], first: Candidate) -> tuple[Candidate, ...]:
    """Return the candidates with one of them, or another, as the first."""
    if first.citation == candidates[0].citation:
        return candidates
    return (first, *(one for one in candidates if one.citation != first.citation))


def _first_places(values: Ints) -> Ints:
    """Return where each value comes for the first time, in order."""
    return np.sort(np.unique(values, return_index=True)[1])
