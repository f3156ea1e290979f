"""Whether a text that breaks off at the end of a column goes on before a noun in the next one.

A noun may as well begin another text: the words at the end must show it, or the lines.
"""

import re

from index.layout.columns.blocks import Block
from index.text.analyze import begins_sentence, is_function_word

_PROSE_WORDS = 8
_ADJECTIVE = re.compile(r"[a-zäöü][\w-]+e[mnrs]?")
# In heights.
_SPACE = 0.25
_INDENT = 0.5
_SAME_BASELINE = 0.5
_SAME_END = 0.1
_LEAST_LINES, _JUSTIFIED = 3, 0.7
_SAME_WIDTH = 1.15  # of ragged columns


def flows_before_noun(text: str, column: Block, following: Block) -> bool:
    """Return whether a column's last paragraph, without the end of a sentence, goes on there."""
    if begins_sentence(following.lines[0].text):
        return False
    words = text.split()
    is_prose = len(words) >= _PROSE_WORDS
    if _is_justified(column) or (is_prose and _stands_before_noun(words[-1])):
        return True
    return is_prose and not had_room_below(column, following) and _fills(column, following)


def had_room_below(column: Block, following: Block) -> bool:
    """Return whether the first word of a column had room at the end of the one before."""
    last, first = column.lines[-1], following.lines[0]
    room = max(line.right for line in column.lines) - last.right
    return first.words[0].width + _SPACE * last.height < room


def _stands_before_noun(word: str) -> bool:
    return is_function_word(word) or word[-1].isdecimal() or _ADJECTIVE.fullmatch(word) is not None


def _is_justified(column: Block) -> bool:
    """Return whether the last line of a column ends where nearly all its lines do."""
    right = max(line.right for line in column.lines)
    ends = [right - line.right <= _SAME_END * line.height for line in column.lines]
    return ends[-1] and len(ends) >= _LEAST_LINES and sum(ends) >= _JUSTIFIED * len(ends)


def _fills(column: Block, following: Block) -> bool:
    """Return whether a column is as wide as the next one and not shorter; that begins unindented.

    A text fills its columns one after the other.
    """
    last, first = column.lines[-1], following.lines[0]
    if last.baseline < following.lines[-1].baseline - _SAME_BASELINE * last.height:
        return False
    if first.left - min(line.left for line in following.lines) > _INDENT * first.height:
        return False
    widths = [_width(column), _width(following)]
    return max(widths) <= _SAME_WIDTH * min(widths)


def _width(column: Block) -> float:
    return max(line.right for line in column.lines) - min(line.left for line in column.lines)
