"""The lines of a text → those that a page or a narrow column broke, as one."""

import re
from collections.abc import Iterator, Sequence
from itertools import compress, groupby, pairwise

from index.text.analyze import STOPWORDS, begins_sentence, fold

# How long the longest line of a wrapped page is, and how much of it a full line has.
_PAGE_CHARS = (45, 130)
_FULL_SHARE = 0.6
# The same of a column; letters that are not all as wide make its lines differ.
_COLUMN_CHARS = 14
_COLUMN_FULL_SHARE = 0.85
# Of the lines of a column so many are full, and so many go on in lower case.
_FULL_LINES_SHARE = 0.75
_LOWER_SHARE = 0.15
# A line that is longer than so many of all has a word that did not fit.
_USUAL_LONGEST = 0.9
_HEADING_LINES = 3
_STATED = re.compile(r"[a-zäöüß%€\d)][.!?]")
_MARK = re.compile(r"[.!?,;:–]")
_CELLS = re.compile(r"\t| {3}")
_CELLS_SHARE = 0.2
_GAPS = re.compile(r"(?<=\S) +(?=\S)")
_NUMBER = re.compile(r"(?:^| )[\d.,%€-]+(?: |$)")
_LEAST_GAPS, _UNEVEN = 2, 2
_ENTRY = re.compile(r"[-*•·–—+] |\(?(?:\d{1,2}|[a-z])\) ")
_ENDS_SENTENCE = re.compile(r"[.!?:][\"“”»«)]?\s*$")
_BREAKS_WORD = re.compile(r"[^\W\d][-‐]$")


def joined_lines(lines: Sequence[str]) -> Iterator[str]:
    """Yield lines, with their ends, those of a wrapped paragraph as one.

    There a line goes on in the next if that one's first word had no room behind it, or, where lines
    are not narrow, if it is nearly as long as the longest; before lower case, or within a word.
    """
    paragraphs = [list(group) for _, group in groupby(lines, key=lambda line: not line.strip())]
    several = [len(one) > 1 and _has_text_alone(one) for one in paragraphs]
    column = _column(list(compress(paragraphs, several)))
    for paragraph, may_be_wrapped in zip(paragraphs, several, strict=True):
        yield from _joined(paragraph, column) if may_be_wrapped else paragraph


def _has_text_alone(paragraph: Sequence[str]) -> bool:
    """Return whether a paragraph has words, and in few lines anything that blanks part."""
    stripped = [line.strip() for line in paragraph]
    return bool(stripped[0]) and sum(map(has_cells, stripped)) <= _CELLS_SHARE * len(stripped)


def has_cells(line: str) -> bool:
    """Return whether tabs or blanks part what stands in a line.

    Where all gaps are wide, the line is only as long as those around it: justified type, in blanks.
    """
    if _CELLS.search(line) is None:
        return False
    if "\t" in line or _NUMBER.search(line):
        return True
    gaps = [len(gap) for gap in _GAPS.findall(line)]
    is_prose = any(word[0].islower() for word in line.split())
    return len(gaps) < _LEAST_GAPS or max(gaps) > _UNEVEN * min(gaps) or not is_prose


def _column(paragraphs: Sequence[Sequence[str]]) -> int:
    """Return how wide the narrow column is that paragraphs are set in, in characters; else 0.

    Its lines are full, and many go on in lower case: poems, lists, tables and addresses begin
    theirs with capitals, and end them anywhere.
    """
    pairs = [
        (line.strip(), following.lstrip())
        for paragraph in paragraphs
        for line, following in pairwise(paragraph)
    ]
    if len(pairs) < 2:
        return 0
    lengths = sorted(len(line) for line, _ in pairs)
    width = lengths[int(_USUAL_LONGEST * len(lengths))]
    if not _COLUMN_CHARS <= width < _PAGE_CHARS[0]:
        return 0
    full = sum(_reaches(line, following, _COLUMN_FULL_SHARE * width) for line, following in pairs)
    if full < _FULL_LINES_SHARE * len(pairs):
        return 0
    return width if _lower(pairs) >= max(2, _LOWER_SHARE * len(pairs)) else 0


def _lower(pairs: Sequence[tuple[str, str]]) -> int:
    """Return how many lines go on in lower case."""
    return sum(
        following[0].islower() and not _ENDS_SENTENCE.search(line) for line, following in pairs
    )


def _reaches(line: str, following: str, width: float) -> bool:
    """Return whether the first word of a line had no room on the one before."""
    return len(line) + 1 + len(following.split(maxsplit=1)[0]) > width


def _joined(paragraph: Sequence[str], column: int) -> Iterator[str]:
    pairs = [(line.strip(), following.lstrip()) for line, following in pairwise(paragraph)]
    widest = max(len(line.strip()) for line in paragraph)
    width = 0
    if any(_STATED.search(line) for line in paragraph):
        width = _column([paragraph]) or (column if _is_of_column(pairs, column) else 0)
    is_page = _PAGE_CHARS[0] <= widest <= _PAGE_CHARS[1] and _lower(pairs) > 0
    if not width and not is_page:
        yield from paragraph
        return
    block = paragraph[0]
    for position, (line, following) in enumerate(pairs, 1):
        is_unmarked = position <= _HEADING_LINES and _MARK.search(block) is None
        heading = is_unmarked and begins_sentence(following)
        if width:
            heading = heading or (is_unmarked and _may_be_heading(block, following, position))
            goes_on = _goes_on_in_column(line, following, width, is_unmarked=is_unmarked)
        else:
            goes_on = _goes_on_in_page(line, following, widest)
        if goes_on and not heading and not (has_cells(line) or has_cells(following.rstrip())):
            block += paragraph[position]
        else:
            yield block
            block = paragraph[position]
    yield block


def _may_be_heading(block: str, following: str, position: int) -> bool:
    """Return whether a line without any mark may stand above a text that begins with a noun.

    None begins as a sentence does, or ends with a function word: "Der", "am".
    """
    if position > 2 or not following[0].isupper() or begins_sentence(block):
        return False
    return fold(block.rsplit(maxsplit=1)[-1]) not in STOPWORDS["de"]


def _is_of_column(pairs: Sequence[tuple[str, str]], column: int) -> bool:
    """Return whether a short paragraph is set in the column that others are set in."""
    if not column or not all(_reaches(*pair, _COLUMN_FULL_SHARE * column) for pair in pairs):
        return False
    return _lower(pairs) > 0 or (len(pairs) == 1 and _ENDS_SENTENCE.search(pairs[0][1]) is not None)


def _goes_on_in_column(line: str, following: str, width: int, *, is_unmarked: bool) -> bool:
    """Return whether a line goes on in the next; a heading above it may be nearly as long."""
    if _ENTRY.match(following):
        return False
    if following[0].islower() or _breaks_word(line, following):
        return True
    return _reaches(line, following, width if is_unmarked else _COLUMN_FULL_SHARE * width)


def _goes_on_in_page(line: str, following: str, widest: int) -> bool:
    if _ENTRY.match(following):
        return False
    if _reaches(line, following, widest) or _breaks_word(line, following):
        return True
    return len(line) >= _FULL_SHARE * widest or following[0].islower()


def _breaks_word(line: str, following: str) -> bool:
    return following[0].isalpha() and _BREAKS_WORD.search(line) is not None
