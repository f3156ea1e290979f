"""Large initials: the first letter of an article, as high as two or three lines."""

from collections.abc import Sequence
from dataclasses import replace

from index.layout.words import Word

_LARGE = 1.8
_ASCENT = 0.8  # of the height, above the baseline


def with_initials(words: Sequence[Word], height: float) -> list[Word]:
    """Return the words of a page, each large initial before the word that it begins."""
    initials = [word for word in words if _is_initial(word, height)]
    found = [word for word in words if word not in initials]
    for initial in initials:
        rest = _rest_of(initial, found, height)
        if rest is None:
            found.append(initial)
        else:
            place = found.index(rest)
            found[place] = replace(rest, text=initial.text + rest.text, left=initial.left)
    return found


def _is_initial(word: Word, height: float) -> bool:
    letter = word.text.strip('„“"»«‚‘')
    return len(letter) == 1 and letter.isupper() and word.height >= _LARGE * height


def _rest_of(initial: Word, words: Sequence[Word], height: float) -> Word | None:
    """Return the first word of the first line beside an initial."""
    top = initial.baseline - _ASCENT * initial.height
    beside = [
        word
        for word in words
        if top < word.baseline <= initial.baseline + 0.3 * height
        and word.height < _LARGE * height
        and initial.left < word.left <= initial.right + height
    ]
    first = min(beside, key=lambda word: (word.baseline, word.left), default=None)
    lines = {round(word.baseline) for word in beside}
    return first if len(lines) > 1 else None
