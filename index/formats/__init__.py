"""One reader a format. A new format is one module here and one line in ``READERS``.

Its library is loaded when the first file of its format is read.
"""

from index.formats.base import FieldReader, Reader, Reading, UnreadableError
from index.formats.containers.archive import ZipReader
from index.formats.containers.mail import MailReader, WebArchiveReader
from index.formats.json_file import JsonReader
from index.formats.markup.html import HtmlReader
from index.formats.newsml import NewsXmlReader
from index.formats.office.docx import DocxReader
from index.formats.office.epub import EpubReader
from index.formats.office.odt import OdtReader
from index.formats.office.pptx import PptxReader
from index.formats.office.rtf import RtfReader
from index.formats.office.xlsx import XlsxReader
from index.formats.pdf import PdfReader
from index.formats.plain import MarkdownReader, PlainReader
from index.formats.rows import CsvReader, JsonLinesReader
from index.metadata.field_names import names_of


def reader_for(name: str, columns: str = "") -> Reader | None:
    """Return the reader for a file's name, None for a name that no format has.

    ``columns`` names the columns of an article's fields, as of IndexConfig.
    """
    lowered = name.lower()
    reader = next((r for r in READERS if lowered.endswith(r.suffixes)), None)
    if columns and isinstance(reader, FieldReader):
        return reader.with_names(names_of(columns))
    return reader


READERS: tuple[Reader, ...] = (
    PlainReader(),
    MarkdownReader(),
    HtmlReader(),
    WebArchiveReader(),
    MailReader(reader_for),
    PdfReader(),
    DocxReader(),
    OdtReader(),
    RtfReader(),
    PptxReader(),
    EpubReader(),
    JsonLinesReader(),
    JsonReader(),
    CsvReader(),
    XlsxReader(),
    NewsXmlReader(),
    ZipReader(reader_for),
)
SUFFIXES = tuple(suffix for reader in READERS for suffix in reader.suffixes)

__all__ = ["READERS", "SUFFIXES", "Reader", "Reading", "UnreadableError", "reader_for"]
