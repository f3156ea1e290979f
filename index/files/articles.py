"""A file's bytes → its articles, each with title, date, source and language; or why not."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from index.formats import Reading, UnreadableError, reader_for
from index.formats.containers.members import MemberReader, Watch, damage_of
from index.messages import Code, Message
from index.metadata.agency import find_agency_line
from index.metadata.bylines import Byline, find_byline, read_byline, read_maker
from index.metadata.dates import date_of, iso_date
from index.metadata.heads import read_head, read_tail
from index.metadata.sections import is_section
from index.metadata.titles import is_placeholder, shorten, title_of
from index.text.analyze import language_of
from index.types import Article

LANGUAGE_CHARS = 1500  # of an article's beginning: enough to detect its language
_SHOWN_CHARS = 60
_UNSTORABLE = re.compile("[\ud800-\udfff\0]")


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file, or a row of one, that was not read, and why.

    ``sha256`` is the file's, empty if not even its bytes were read.
    """

    path: str
    reason: Message
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """What of an article that was read is not understood, or in doubt; ``path`` is its own."""

    path: str
    text: Message


def read_bytes(
    data: bytes,
    path: str,
    columns: str = "",
    watch: Watch | None = None,
    sha256: str | None = None,
) -> Iterator[Article | Remark | Skipped]:
    """Yield the articles in a file's bytes; what cannot be an article comes with the reason.

    A Remark stands before the article that it is about. ``columns`` is as of IndexConfig; ``watch``
    hears of each file within the file. ``sha256`` is the file's, if not that of ``data``.
    """
    sha256 = sha256 or hashlib.sha256(data).hexdigest()
    reader = reader_for(path, columns)
    if reader is None:
        yield Skipped(path, Code.FORMAT_NOT_READ(), sha256)
        return
    if isinstance(reader, MemberReader):
        reader = replace(reader, watch=watch)
    if not data:
        yield Skipped(path, Code.EMPTY(), sha256)
        return
    ended = {} if watch is None else watch.failed  # not to its end: another try may go otherwise
    count = 0
    try:
        for reading in reader.read(data):
            count += 1
            yield from _article(reading, path, "" if reading.member in ended else sha256)
    except UnreadableError as error:
        yield Skipped(path, error.message, sha256)
        return
    except MemoryError:
        raise
    except Exception as error:  # a damaged file makes its library raise whatever it likes
        yield Skipped(path, damage_of(error), sha256)
        return
    if not count:
        yield Skipped(path, Code.NO_ARTICLE(), sha256)


def _article(reading: Reading, path: str, sha256: str) -> Iterator[Article | Remark | Skipped]:
    if reading.member is not None:
        path = f"{path}#{reading.member}"
    if reading.row is not None:
        path = f"{path}#{reading.row}"
    if reading.problem is not None:
        yield Skipped(path, reading.problem, sha256)
        return
    if reading.remark is not None and not reading.text:
        yield Remark(path, reading.remark)
        return
    if _UNSTORABLE.search(reading.text):
        yield Skipped(path, Code.UNSTORABLE_CHARACTERS(), sha256)
        return
    body = reading.text[reading.body_start :]
    head = read_head(body)
    told = {**read_tail(body).fields, **head.fields}
    rest = body[head.end :]
    first_line = title_of(rest) or title_of(body)
    if first_line is None:
        yield Skipped(path, Code.EMPTY(), sha256)
        return
    if reading.remark is not None:
        yield Remark(path, reading.remark)
    titles = filter(None, (reading.title, told.get("title"), reading.headline))
    title = next((one for one in titles if not is_placeholder(one) and not is_section(one)), "")
    byline = find_byline(rest)
    author = reading.author or told.get("author") or (None if byline is None else byline.author)
    author = author or read_maker(_clean(reading.file_author))
    day = iso_date(reading.date)
    if day is None and (shown := _clean(reading.date)):
        yield Remark(path, Code.DATE_NOT_UNDERSTOOD(date=shown[:_SHOWN_CHARS]))
    yield Article(
        path=path,
        title=_clean(shorten(title)) or first_line,
        text=reading.text,
        sha256=sha256,
        date=day
        or iso_date(told.get("date"))
        or _day_filed(rest, byline)
        or date_of(rest, path, _day_made(reading.file_date)),
        source=_clean(reading.source or told.get("source")) or None,
        url=_clean(reading.url or told.get("url")) or None,
        language=language_of(body[:LANGUAGE_CHARS]),
        page=_page(reading.page, told.get("page")),
        author=read_byline(_clean(author)) or _clean(author) or None,
    )


def _day_filed(text: str, byline: Byline | None) -> str | None:
    """Return the day on which a report was filed, as the line says that names by whom."""
    if (line := find_agency_line(text)) is not None and line.date:
        return line.date
    return None if byline is None else iso_date(text[byline.start : byline.end])


def _day_made(file_date: str | None) -> str | None:
    """Return the day on which a file was made; one made today was made to be put here."""
    made = iso_date(file_date)
    return made if made is not None and made < date.today().isoformat() else None


def _page(first: int | None, told: str | None) -> int | None:
    """Return the page on which a text begins: in its file, or else as its head says."""
    number = re.match(r"\d{1,6}", told or "")
    return int(number[0]) if first is None and number else first


def _clean(text: str | None) -> str:
    """Return metadata in one line, without what UTF-8 cannot hold."""
    return " ".join((text or "").encode(errors="replace").decode().split())
