"""Other versions of the answering report that say something else right here: a corrected number.

Nearly equal articles are one report, of which one is read. Where another version has the same
sentence with another value, it is a voice of its own.
"""

from collections.abc import Iterable, Iterator, Sequence

from bot.mentions import Span
from bot.question import Question
from bot.sentences import Sentence, split_sentences
from bot.span import find_span
from bot.types import Candidate, Voice
from bot.values import agree, value_of
from bot.voices import COPIED
from index.text.analyze import words
from index.types import Article

MAX_VERSIONS = 20


def find_revisions(
    question: Question, answer: Candidate, versions: Iterable[Article]
) -> Iterator[tuple[Article, Sentence, Span]]:
    """Yield the answering sentence of those versions in which it has another value, and its words.

    Nothing where the answering words, or what stands in their place, are not sure.
    """
    if answer.span is None:
        return
    value = value_of(answer.span, question.kind, answer.citation.date)
    if value is None:
        return
    for article in versions:
        sentence = _same_sentence(answer.text, article.text)
        if sentence is None:
            continue
        text = article.text[sentence.start : sentence.end]
        span = find_span(question, text)
        other = span and value_of(text[slice(*span)], question.kind, article.date)
        if span and other and agree(value, other) is False:
            yield article, sentence, span


def add_voices(
    question: Question, voices: tuple[Voice, ...], revisions: Sequence[Candidate]
) -> tuple[Voice, ...]:
    """Return the voices and those of the revisions that none of them agrees with."""
    found = list(voices)
    for revision in revisions:
        value = value_of(revision.span or "", question.kind, revision.citation.date)
        known = [
            value_of(v.candidates[0].span or "", question.kind, v.candidates[0].citation.date)
            for v in found
        ]
        if value and all(other and agree(value, other) is False for other in known):
            found.append(Voice(str(value), (revision,)))
    return tuple(found)


def _same_sentence(quote: str, text: str) -> Sentence | None:
    """Return the sentence of a text that shares most words with a quote, if it is nearly equal."""
    own = set(words(quote))

    def likeness(sentence: Sentence) -> float:
        theirs = set(words(text[sentence.start : sentence.end]))
        return len(own & theirs) / max(len(own | theirs), 1)

    best = max(split_sentences(text), key=likeness, default=None)
    return best if best is not None and likeness(best) >= COPIED else None
