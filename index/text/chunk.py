"""Article → Chunks, along paragraphs and sentences."""

from collections.abc import Iterator, Sequence

from index.types import Article, Chunk, Mask

# Tried in this order: paragraph, line, end of a sentence, word, character.
SEPARATORS = [r"\n\s*\n", r"\n", r"(?<=[.!?])\s+", r"(?<=[.!?][\"“”»«'’)])\s+", r"\s+", ""]


def chunk_article(
    article: Article, article_row: int, *, chunk_chars: int, masks: Sequence[Mask] = ()
) -> list[Chunk]:
    """Split an article into chunks of at most ``chunk_chars`` characters, in order.

    Chunks do not overlap; between them lies only white space. Each one's text equals the
    article's text at its offsets. Masked lines and the lines around them are never in one chunk.

    Raises ValueError if the splitter lost or changed a character (a defect, never the input's).
    """
    # Half of the time that loading this package would take.
    from langchain_text_splitters import RecursiveCharacterTextSplitter  # noqa: PLC0415

    splitter = RecursiveCharacterTextSplitter(
        separators=SEPARATORS,
        is_separator_regex=True,
        keep_separator="end",
        chunk_size=chunk_chars,
        chunk_overlap=0,
        strip_whitespace=False,
    )
    chunks: list[Chunk] = []
    for first, last in _stretches(article.text, masks):
        position = first
        for piece in splitter.split_text(article.text[first:last]):
            if not article.text.startswith(piece, position, last):
                raise ValueError(f"{article.path}: the splitter changed the text at {position}.")
            start = position + len(piece) - len(piece.lstrip())
            position += len(piece)
            end = position - len(piece) + len(piece.rstrip())
            if start < end:
                chunks.append(Chunk(article_row, start, end, article.text[start:end]))
        if article.text[position:last].strip():
            raise ValueError(f"{article.path}: the splitter lost the text after {position}.")
    return chunks


def _stretches(text: str, masks: Sequence[Mask]) -> Iterator[tuple[int, int]]:
    """Cut a text before and after each run of masked lines; masks within a line cut nothing."""
    cut = 0
    run_end = -1
    for mask in masks:
        if not _fills_lines(text, mask):
            continue
        if run_end < 0 or text[run_end : mask.start].strip():
            if run_end >= 0:
                yield cut, run_end
                cut = run_end
            if text[cut : mask.start].strip():
                yield cut, mask.start
                cut = mask.start
        run_end = mask.end
    if run_end >= 0:
        yield cut, run_end
        cut = run_end
    yield cut, len(text)


def _fills_lines(text: str, mask: Mask) -> bool:
    before = text[text.rfind("\n", 0, mask.start) + 1 : mask.start]
    line_end = text.find("\n", mask.end)
    after = text[mask.end : line_end if line_end >= 0 else len(text)]
    return not before.strip() and not after.strip()
