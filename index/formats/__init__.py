"""One reader a format. A new format is one module here and one line in ``READERS``."""

from index.field_names import names_of
from index.formats.base import FieldReader, Reader, Reading, UnreadableError
from index.formats.docx import DocxReader
from index.formats.html import HtmlReader
from index.formats.pdf import PdfReader
from index.formats.plain import PlainReader
from index.formats.rows import CsvReader, JsonLinesReader

READERS: tuple[Reader, ...] = (
    PlainReader(),
    HtmlReader(),
    PdfReader(),
    DocxReader(),
    JsonLinesReader(),
    CsvReader(),
)
SUFFIXES = tuple(suffix for reader in READERS for suffix in reader.suffixes)

__all__ = ["READERS", "SUFFIXES", "Reader", "Reading", "UnreadableError", "reader_for"]


def reader_for(name: str, columns: str = "") -> Reader | None:
    """Return the reader for a file's name, None for a name that no format has.

    ``columns`` names the columns of an article's fields, as of IndexConfig.
    """
    lowered = name.lower()
    reader = next((r for r in READERS if lowered.endswith(r.suffixes)), None)
    if columns and isinstance(reader, FieldReader):
        return reader.with_names(names_of(columns))
    return reader
