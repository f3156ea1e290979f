"""Ranked sentences → an answer: cited, marked, weighed, and compared with other articles."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from bot.candidates import Candidates
from bot.cite import cite, in_one_line
from bot.compare.earlier import newest_first
from bot.confidence import Calibration, measure_confidence, trained_scorer
from bot.context import leans_on_the_one_before
from bot.extractive import ExtractiveReader, read_again
from bot.find.time import told_by
from bot.interaction import Ints
from bot.masking import same_report
from bot.mentions import Span
from bot.question import Question
from bot.ranking import Ranked
from bot.refusal import CAP, cannot_answer
from bot.revisions import MAX_VERSIONS, add_voices, find_revisions
from bot.select import Selection
from bot.sentences import Sentence
from bot.span import find_span
from bot.time import Fit, Told
from bot.types import Answer, Candidate, Citation, Earlier, Note, Voice
from bot.voices import find_voices
from bot.words import Floats
from index import Index

CANDIDATES = 8
# How many articles are asked whether they answer the same or something else.
VOICES = 8
# Where no time is asked, so many of the newest of the other articles are asked too.
NEWEST = 4


class Answerer:
    """Makes answers of ranked sentences of one index. Safe to call from several threads."""

    def __init__(
        self,
        index: Index,
        calibration: Calibration,
        threshold: float,
        extractive: ExtractiveReader | None,
    ) -> None:
        """Answer from ``threshold`` of confidence on; ``extractive`` reads the best ones again."""
        self._index = index
        self._scorer = trained_scorer()
        self._calibration = calibration
        self._threshold = threshold
        self._extractive = extractive

    def answer(
        self,
        question: Question,
        best: Ranked,
        idf_of: Callable[[Question], Sequence[float]],
        hidden: frozenset[int],
    ) -> tuple[Floats, Answer]:
        """Return the best candidates' raw confidence scores, best first, and the answer.

        ``idf_of`` tells how much each word of a question tells in the archive; articles whose rows
        are ``hidden`` are not cited.
        """
        found, selection, ranked = best.found, best.selection, best.positions
        spans: dict[int, Span | None] = {}
        if self._extractive is not None:
            ranked, spans = self._read_again(question, found, selection, ranked)
        of_articles = self._of_articles(question, best, ranked)
        positions = np.array(list(dict.fromkeys([*ranked[:CANDIDATES], *of_articles])))
        scores = self._scorer(
            measure_confidence(
                question,
                found.passages.article_of,
                found.features,
                selection,
                positions,
                len(self._index.articles),
            )
        )
        confidences = self._calibration.confidences(scores)
        cited = {
            position: self._candidate(question, found, position, confidence, spans)
            for position, confidence in zip(positions.tolist(), confidences, strict=True)
        }
        candidates = tuple(cited.values())[:CANDIDATES]
        first = candidates[0]
        answered = first.confidence >= self._threshold
        if best.fits is not None:
            answered = answered and best.fits[positions[0]] != Fit.OTHER
        voices: tuple[Voice, ...] = ()
        earlier: tuple[Earlier, ...] = ()
        note = None
        if question.time is not None and best.other_time and not answered:
            note = Note("other_time", question.time.words)
        if answered:
            bests = [cited[position] for position in of_articles.tolist()]
            voices = find_voices(question, bests, idf_of(question), self._threshold)
            row, _ = found.sentence(int(positions[0]))
            voices = add_voices(question, voices, self._revisions(question, first, row, hidden))
            if question.time is None:
                told = {cited[p].citation: self._told(found, p) for p in cited}
                voices, earlier = newest_first(voices, lambda c: told.get(c.citation))
                if earlier and voices[0].candidates[0] != first:
                    first = voices[0].candidates[0]
                    candidates = (first, *(c for c in candidates if c.citation != first.citation))
        return scores, Answer(
            question=question.text,
            asked=question.search_text,
            answered=answered,
            text=first.text if answered else None,
            span=first.span if answered else None,
            confidence=first.confidence,
            citations=(first.citation,) if answered else (),
            candidates=candidates,
            voices=voices,
            earlier=earlier,
            note=note,
        )

    def _of_articles(self, question: Question, best: Ranked, ranked: Ints) -> Ints:
        """Return the best sentence of each article that is asked what it answers, best first.

        Those of another time than is asked are left out. Where no time is asked, the newest of the
        articles behind them are among them, so that an answer that is out of date is seen.
        """
        article_of = best.found.passages.article_of
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

    def _told(self, found: Candidates, position: int) -> Told:
        """Return the times that the sentence at a position speaks of."""
        row, sentence = found.sentence(position)
        return told_by(self._index.articles[row], sentence.start, sentence.end)

    def _read_again(
        self, question: Question, found: Candidates, selection: Selection, ranked: Ints
    ) -> tuple[Ints, dict[int, Span | None]]:
        """Return the candidates with the best ordered by both models, and the sure spans."""
        assert self._extractive is not None
        best = ranked[:CANDIDATES]
        places = [found.sentence(int(position)) for position in best]
        quotes = [self._index.articles[row].text[s.start : s.end] for row, s in places]
        order, spans = read_again(
            self._extractive, question.search_text, quotes, selection.joint[best]
        )
        again = np.concatenate([best[order], ranked[CANDIDATES:]])
        return again, dict(zip(best.tolist(), spans, strict=True))

    def _candidate(
        self,
        question: Question,
        found: Candidates,
        position: int,
        confidence: float,
        spans: Mapping[int, Span | None],
    ) -> Candidate:
        row, sentence = found.sentence(position)
        before = found.sentence_before(position)
        citation = self._cite(row, sentence)
        span = spans.get(position) or find_span(question, citation.quote)
        named = found.features.article("named")[found.passages.article_of[position]]
        refused = cannot_answer(question, citation.quote, float(named))
        leans = before is not None and leans_on_the_one_before(citation.quote, question)
        return Candidate(
            text=citation.quote,
            span=citation.quote[span[0] : span[1]] if span else None,
            confidence=min(confidence, CAP) if refused else confidence,
            citation=citation,
            context=self._cite(row, before) if before is not None and leans else None,
        )

    def _revisions(
        self, question: Question, first: Candidate, row: int, hidden: frozenset[int]
    ) -> list[Candidate]:
        """Return the answering sentence as other versions of its report have it, if otherwise."""
        rows = {
            self._index.articles[other].path: other
            for other in same_report(self._index, row)
            if other != row and other not in hidden
        }
        versions = [
            self._index.articles[other]
            for path, other in rows.items()
            if path not in first.citation.also_in
        ]
        found = find_revisions(question, first, versions[:MAX_VERSIONS])
        revised = []
        for article, sentence, span in found:
            citation = self._cite(rows[article.path], sentence)
            words = citation.quote[slice(*span)]
            revised.append(Candidate(citation.quote, words, first.confidence, citation))
        return revised

    def _cite(self, row: int, sentence: Sentence) -> Citation:
        article = self._index.articles[row]
        quote = article.text[sentence.start : sentence.end]
        # A report that was corrected is nearly the same, and may say something else right here.
        same = [self._index.articles[o] for o in same_report(self._index, row) if o != row]
        wanted = in_one_line(quote)
        also_in = tuple(other.path for other in same if wanted in in_one_line(other.text))
        return cite(article, sentence.start, sentence.end, quote, also_in)


def _first_places(values: Ints) -> Ints:
    """Return where each value comes for the first time, in order."""
    return np.sort(np.unique(values, return_index=True)[1])
