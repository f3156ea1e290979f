"""Several articles that answer → who agrees with whom, and who says something else."""

from collections.abc import Sequence

from bot.compare.subject import Subject
from bot.compare.values import Name, Value, agree, name_in, value_of, values_in
from bot.question import Kind, Question
from bot.types import Candidate, Voice
from index.text.analyze import words
from index.text.numerals import canonical

# From this share of common words on, a quote is taken from the same report as another.
COPIED = 0.8
# What differs must be nearly as sure as the answer, or it answers something else. With this and
# what ``Subject`` asks for, ``zitat bench voices`` lists no false voice, where it listed 3 before.
DIFFERING = 0.5


def find_voices(
    question: Question, candidates: Sequence[Candidate], idf: Sequence[float], threshold: float
) -> tuple[Voice, ...]:
    """Return what independent articles answer, those together that answer alike.

    ``candidates`` are the best of different articles, the answer first; ``idf`` weighs the
    question's words. One whose confidence is below ``threshold`` is no voice, nor one that is not
    about what is asked, nor one that quotes what another has quoted, nor one whose words cannot be
    compared with the answer's; one that differs must reach ``DIFFERING`` of the answer's confidence
    too. Nothing differs from an answer that does not itself speak of what is asked. The first voice
    is the answer's; it has no value, and there is no other, where the answering words are not sure.
    """
    if not candidates:
        return ()
    first, *others = candidates
    value = _value(first, question.kind)
    if value is None:
        return (Voice(None, (first,)),)
    subject = Subject(question.words, idf)
    comparable = subject.is_met(first, first)
    voices: list[tuple[Value, list[Candidate]]] = [(value, [first])]
    for candidate in others:
        if candidate.confidence < threshold or _is_copy(candidate, candidates):
            continue
        if not subject.is_touched(candidate):
            continue
        if _join(candidate, question.kind, voices):
            continue
        own = _value(candidate, question.kind)
        surely = candidate.confidence >= DIFFERING * first.confidence
        surely = surely and comparable and subject.is_met(candidate, first)
        if surely and own is not None and all(agree(own, other) is False for other, _ in voices):
            voices.append((own, [candidate]))
    return tuple(Voice(str(value), tuple(members)) for value, members in voices)


def _join(candidate: Candidate, kind: Kind, voices: list[tuple[Value, list[Candidate]]]) -> bool:
    """Put a candidate to the voice that its answering words agree with, or any value in it.

    Return whether there is one.
    """
    own = _value(candidate, kind)
    for value, members in voices:
        if own is not None and agree(own, value):
            members.append(candidate)
            return True
    for value, members in voices:
        place = _place_of(value, candidate, kind)
        if place is not None:
            members.append(candidate.marked(place))
            return True
    return False


def _place_of(value: Value, candidate: Candidate, kind: Kind) -> tuple[int, int] | None:
    """Return where in a candidate a value stands, in whatever words; None if nowhere."""
    if isinstance(value, Name):
        return name_in(value, candidate.text)
    found = values_in(candidate.text, kind, candidate.citation.date)
    return next((place for other, place in found if agree(value, other)), None)


def _value(candidate: Candidate, kind: Kind) -> Value | None:
    if candidate.span is None:
        return None
    return value_of(candidate.span, kind, candidate.citation.date)


def _is_copy(candidate: Candidate, candidates: Sequence[Candidate]) -> bool:
    """Return whether an earlier candidate says the same in nearly the same words.

    With another number in it, the same sentence says something else.
    """
    own = set(words(candidate.text))
    for other in candidates[: candidates.index(candidate)]:
        theirs = set(words(other.text))
        if any(map(_is_number, own ^ theirs)):
            continue
        if len(own & theirs) >= COPIED * len(own | theirs):
            return True
    return False


def _is_number(word: str) -> bool:
    return word[0].isdigit() or (canonical(word, "de") or " ")[0].isdigit()
