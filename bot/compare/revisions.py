"""Other versions of the answering report that say something else right here: a corrected number.

Nearly equal articles are one report, of which one is read. Where another version has the same
sentence with another value, it is a voice of its own.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from bot.compare.values import agree, value_of
from bot.compare.voices import COPIED
from bot.question import Question
from bot.text.sentences import Sentence, split_sentences
from bot.types import Candidate, Voice
from index.text.analyze import words
from index.types import Article, Span

MAX_VERSIONS = 20
_WORD = re.compile(r"\w+(?:[.,:]\d+)*")


def find_revisions(
    question: Question, answer: Candidate, versions: Iterable[Article]
) -> Iterator[tuple[Article, Sentence, Span]]:
    """Yield the answering sentence of those versions in which it has another value, and its words.

    Nothing where the answering words, or what stands in their place, are not sure.
    """
    if answer.span is None or answer.span_offsets is None:
        return
    value = value_of(answer.span, question.kind, answer.citation.date)
    if value is None:
        return
    for article in versions:
        sentence = _same_sentence(answer.text, article.text)
        if sentence is None:
            continue
        text = article.text[sentence.start : sentence.end]
        span = _in_its_place(answer.text, answer.span_offsets, text)
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


def _in_its_place(quote: str, marked: Span, other: str) -> Span | None:
    """Return what stands in another wording of a quote where the marked words stand in it."""
    mine, theirs = (list(_WORD.finditer(text)) for text in (quote, other))
    equal = SequenceMatcher(
        None, [word[0] for word in mine], [word[0] for word in theirs], autojunk=False
    ).get_matching_blocks()
    pairs = [(one.a + i, one.b + i) for one in equal for i in range(one.size)]
    first = next((i for i, word in enumerate(mine) if word.end() > marked[0]), len(mine))
    behind = next((i for i, word in enumerate(mine) if word.start() >= marked[1]), len(mine))
    start = max((b + 1 for a, b in pairs if a < first), default=0)
    end = min((b for a, b in pairs if a >= behind), default=len(theirs))
    return (theirs[start].start(), theirs[end - 1].end()) if start < end else None


def _same_sentence(quote: str, text: str) -> Sentence | None:
    """Return the sentence of a text that shares most words with a quote, if it is nearly equal."""
    own = set(words(quote))

    def likeness(sentence: Sentence) -> float:
        theirs = set(words(text[sentence.start : sentence.end]))
        return len(own & theirs) / max(len(own | theirs), 1)

    best = max(split_sentences(text), key=likeness, default=None)
    return best if best is not None and likeness(best) >= COPIED else None
