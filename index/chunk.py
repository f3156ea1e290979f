"""Article → Chunks, along paragraphs and sentences."""

from langchain_text_splitters import RecursiveCharacterTextSplitter

from index.types import Article, Chunk

# Tried in this order: paragraph, line, end of a sentence, word, character.
SEPARATORS = [r"\n\s*\n", r"\n", r"(?<=[.!?])\s+", r"(?<=[.!?][\"“”»«'’)])\s+", r"\s+", ""]


def chunk_article(article: Article, article_row: int, *, chunk_chars: int) -> list[Chunk]:
    """Split an article into chunks of at most ``chunk_chars`` characters, in order.

    Chunks do not overlap; between them lies only white space. Each one's text equals the
    article's text at its offsets.

    Raises ValueError if the splitter lost or changed a character (a defect, never the input's).
    """
    splitter = RecursiveCharacterTextSplitter(
        separators=SEPARATORS,
        is_separator_regex=True,
        keep_separator="end",
        chunk_size=chunk_chars,
        chunk_overlap=0,
        strip_whitespace=False,
    )
    chunks: list[Chunk] = []
    position = 0
    for piece in splitter.split_text(article.text):
        if not article.text.startswith(piece, position):
            raise ValueError(f"{article.path}: the splitter changed the text at {position}.")
        start = position + len(piece) - len(piece.lstrip())
        position += len(piece)
        end = position - len(piece) + len(piece.rstrip())
        if start < end:
            chunks.append(Chunk(article_row, start, end, article.text[start:end]))
    if article.text[position:].strip():
        raise ValueError(f"{article.path}: the splitter lost the text after {position}.")
    return chunks
