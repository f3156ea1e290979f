"""The words in a sentence that answer, where a rule is sure of them."""

import re
from collections.abc import Callable, Sequence

from bot.asked_measure import in_asked_measure
from bot.cause import find_cause
from bot.composed import in_line
from bot.mentions import TIME, Span, amounts, names, places, times
from bot.question import Kind, Question
from index.text.analyze import stem, tokens, words

# Of several the nearest is marked if the question's words are by this factor nearer to it. In
# between a comma, a bracket or "und" is as far as so many characters.
CLEARLY = 1.5
BREAK_CHARS = 30
_BREAK = re.compile(r"[,;:–(]|\b(?:und|statt|sondern)\b")
_AFTER_ORDINAL = re.compile(r"\. ?\w|-[A-ZÄÖÜ]")
_ASKS_YEAR = re.compile(r"\b(?:welche[mns] jahr|(?:what|which) year)\b", re.IGNORECASE)
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_DATED = re.compile(r"\d|Jänner|Januar|Feber|Februar|März|April|Mai|Ju[nl]i|August|\w+ber\b")
_NOT_RELATIVE = re.compile(r"^(?!gestern|heute|heuer)")


def find_span(question: Question, sentence: str) -> Span | None:
    """Return (start, end) of the answering words in a sentence, or None if no rule is sure.

    Rules exist for how much, when, who, where and why. Sure means: of the amounts (times, names,
    places) in the sentence that the question does not hold, one stands alone, or by the words
    that say what is asked for. A letter is never parted from its marks.
    """
    read = in_line(sentence)
    span = _find_span(question, read.text)
    return None if span is None else read.original(*span)


def _find_span(question: Question, sentence: str) -> Span | None:
    if question.kind == "why":
        return find_cause(sentence)
    finder = _FINDERS.get(question.kind)
    if finder is None:
        return None
    asked = set(words(question.search_text))
    found = [
        span
        for span in finder(sentence)
        if not _is_known(question.kind, sentence[slice(*span)], asked)
    ]
    return _only_one(question, sentence, found)


def _only_one(question: Question, sentence: str, found: Sequence[Span]) -> Span | None:
    if question.kind == "how_much":
        return _one_amount(question, sentence, found)
    if question.kind == "when":
        return _one_time(question, sentence, found)
    return found[0] if len(found) == 1 else None


def _one_amount(question: Question, sentence: str, found: Sequence[Span]) -> Span | None:
    """Return the amount of what is counted, else the one in the asked measure that stands alone.

    Of several the one that the question's words stand nearest to, if by far.
    """
    heads = {stem for word in question.words if word.head for stem in word.stems}
    counted = [span for span in found if heads & _stems(sentence[slice(*span)])]
    if len(counted) == 1 and len(found) > 1:
        return counted[0]
    kept = in_asked_measure(question, sentence, found)
    if len(kept) > 1:
        kept = [span for span in kept if not TIME.fullmatch(sentence[slice(*span)])]
    if len(kept) > 1:
        kept = [span for span in kept if not _is_ordinal(sentence, span)]
    return _nearest(question, sentence, kept)


def _one_time(question: Question, sentence: str, found: Sequence[Span]) -> Span | None:
    """Return the time that is told as it is asked for, or stands alone; of several the nearest."""
    kept = found
    for wanted in (_YEAR if _ASKS_YEAR.search(question.search_text) else _DATED, _NOT_RELATIVE):
        exact = [span for span in kept if wanted.search(sentence[slice(*span)])]
        kept = exact or kept
    return _nearest(question, sentence, kept)


def _nearest(question: Question, sentence: str, found: Sequence[Span]) -> Span | None:
    """Return the span that the question's words are nearest to, None if another is nearly so."""
    if len(found) < 2:
        return found[0] if found else None
    stems = {stem for word in question.words for stem in word.stems}
    ranked = sorted(found, key=lambda span: -_nearness(sentence, span, stems))
    first, second = (_nearness(sentence, span, stems) for span in ranked[:2])
    return ranked[0] if first > 0 and first >= CLEARLY * second else None


def _nearness(sentence: str, span: Span, stems: set[str]) -> float:
    """Return how many words of the question stand near a span, each by 1 / (1 + distance)."""
    total = 0.0
    for token in tokens(sentence):
        if not span[0] <= token.start < span[1] and stem(token.form, "de") in stems:
            after = token.start >= span[1]
            between = sentence[span[1] : token.start] if after else sentence[token.end : span[0]]
            gap = len(between) + BREAK_CHARS * len(_BREAK.findall(between))
            total += 1 / (1 + gap / 12)
    return total


def _is_ordinal(sentence: str, span: Span) -> bool:
    """Tell whether a number is a place in a row or part of a word: "15. Runde", "20-Mann-Crew"."""
    number = re.fullmatch(r"\d{1,2}", sentence[slice(*span)])
    return number is not None and _AFTER_ORDINAL.match(sentence, span[1]) is not None


def _is_known(kind: Kind, text: str, asked: set[str]) -> bool:
    """Tell whether the question holds it: all of it, or a person's surname, an amount's number."""
    found = words(text)
    numbers = {word for word in found if word[0].isdigit()}
    asked_again = kind == "how_much" and bool(numbers) and numbers <= asked
    return set(found) <= asked or asked_again or (kind == "who" and found[-1] in asked)


def _stems(text: str) -> set[str]:
    return {stem(word, "de") for word in words(text)}


_FINDERS: dict[Kind, Callable[[str], list[Span]]] = {
    "how_much": amounts,
    "when": times,
    "who": names,
    "where": places,
}
