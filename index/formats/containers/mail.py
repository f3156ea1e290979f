"""Mails and pages that a browser saved as one file: MIME (the standard library's ``email``)."""

import base64
import quopri
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from index.formats.base import Reading, UnreadableError
from index.formats.containers.members import MemberReader
from index.formats.encoding import decode_as
from index.formats.markup.fragment import text_of_html
from index.formats.markup.html import article_of
from index.messages import Code

_ANSWERED = re.compile(r"(?:(?:re|aw|fw|fwd|wg)\s*:\s*)+", re.IGNORECASE)
# Of the letters of the page that a mail has beside its text: with less the text is only a notice.
_LEAST_SHARE = 0.5
_MOST_ATTACHMENTS = 200
# Bytes beyond ASCII, blanks, = and ends of lines, as quoted-printable writes them; and an = that it
# would have written otherwise.
_QUOTED = re.compile(rb"=(?:[89A-F][0-9A-F]|20|3D)|=\r?\n")
_BLANKS_BEHIND = re.compile(rb"=[ \t]+(?=\r?\n)")  # added on the way
_NOT_BASE_64 = re.compile(rb"[^A-Za-z0-9+/]")
_LEAST_QUOTED = 3
_OPEN_SIGN = re.compile(rb"=(?![0-9A-Fa-f]{2}|[ \t]*\r?\n)")


class MailReader(MemberReader):
    """Reads .eml."""

    suffixes = (".eml",)

    def read(self, data: bytes) -> Iterator[Reading]:
        """Yield the mail, its subject above its text, then the articles of its attachments."""
        mail = _parsed(data)
        if not mail.keys() or not (mail["subject"] or mail["from"] or mail["date"]):
            raise UnreadableError(Code.NO_MAIL())
        attachments = list(mail.iter_attachments())[:_MOST_ATTACHMENTS]
        found = _mail_text(mail)
        title = _ANSWERED.sub("", str(mail["subject"] or "").strip(), count=1)
        if found:
            text = found if found.startswith(title) else f"{title}\n\n{found}"
            yield Reading(text, title=title or None, date=_date(mail), source=_sender(mail))
        elif not attachments:
            raise UnreadableError(Code.NO_TEXT())
        for part in attachments:
            yield from self._attachment(part)

    def _attachment(self, part: Any) -> Iterator[Reading]:
        name = part.get_filename()
        if part.get_content_type() == "message/rfc822":
            content = part.get_payload(0)
            name, data = name or "mail.eml", bytes(content)
        else:
            data = _bytes_of(part)
        if name and part.get_content_maintype() not in ("image", "audio", "video", "font"):
            yield from self.member(name, data)


class WebArchiveReader:
    """Reads .mht and .mhtml."""

    suffixes = (".mht", ".mhtml")

    def read(self, data: bytes) -> Iterator[Reading]:
        """Yield the article of the saved page. Raises UnreadableError if there is none."""
        message = _parsed(data)
        page = message.get_body(("html",))
        if page is None:
            pages = (part for part in message.walk() if part.get_content_type() == "text/html")
            page = next(pages, None)
        if page is None:
            raise UnreadableError(Code.NO_SAVED_PAGE())
        address = message["snapshot-content-location"] or page["content-location"]
        reading = article_of(_text_of_part(page))
        subject = str(message["subject"] or "").strip()
        yield replace(
            reading,
            headline=subject or None,
            url=reading.url or (str(address).strip() if address else None),
        )


def _parsed(data: bytes) -> Any:
    from email import message_from_bytes, policy  # noqa: PLC0415  only for these formats

    return message_from_bytes(data, policy=policy.default)


def _mail_text(mail: Any) -> str:
    """Return what a mail says: its text, or that of its page where the text is only a notice."""
    plain, page = mail.get_body(("plain",)), mail.get_body(("html",))
    text = "" if plain is None else _written(plain).strip()
    if page is None:
        return text
    source = _text_of_part(page)
    try:
        shown = article_of(source).text
    except UnreadableError:  # too short for an article's page, yet a mail
        shown = text_of_html(source)
    return text if _letters(text) >= _LEAST_SHARE * _letters(shown) else shown


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def _written(part: Any) -> str:
    """Return a plain text with the lines that its sender wrote, not those it was sent in."""
    text = _text_of_part(part).replace("\r\n", "\n")
    if (part.get_param("format") or "").lower() != "flowed":
        return text
    return _unflowed(text, (part.get_param("delsp") or "").lower() == "yes")


def _unflowed(text: str, delete_space: bool) -> str:
    """Return text whose lines go on in the next one behind a blank, by RFC 3676."""
    lines: list[str] = []
    open_depth: int | None = None  # of the quotation marks of a line that goes on
    for raw in text.split("\n"):
        line = raw.lstrip(">")
        depth = len(raw) - len(line)
        line = line.removeprefix(" ")
        goes_on = line.endswith(" ") and line != "-- "
        if goes_on and delete_space:
            line = line[:-1]
        if depth == open_depth and line != "-- ":
            lines[-1] += line
        else:
            lines.append(f"{'>' * depth} {line}" if depth else line)
        open_depth = depth if goes_on else None
    return "\n".join(line.rstrip() for line in lines)


def _text_of_part(part: Any) -> str:
    return decode_as(_bytes_of(part), part.get_content_charset())


def _bytes_of(part: Any) -> bytes:
    from email.errors import InvalidBase64LengthDefect  # noqa: PLC0415  only for these formats

    said = str(part["content-transfer-encoding"] or "7bit").strip().lower()
    if said == "quoted-printable":
        sent = str(part.get_payload()).encode("utf-8", "surrogateescape")
        return quopri.decodestring(_BLANKS_BEHIND.sub(b"=", sent))
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return b""
    if any(isinstance(defect, InvalidBase64LengthDefect) for defect in part.defects):
        whole = _NOT_BASE_64.sub(b"", data)  # cut off: what is there is read
        return base64.b64decode(whole[: len(whole) // 4 * 4])
    is_text = part.get_content_maintype() == "text" and said in ("7bit", "8bit", "binary")
    return quopri.decodestring(data) if is_text and _is_quoted_printable(data) else data


def _is_quoted_printable(data: bytes) -> bool:
    """Return whether bytes are quoted-printable although their part does not say so."""
    return len(_QUOTED.findall(data)) >= _LEAST_QUOTED and not _OPEN_SIGN.search(data)


def _date(mail: Any) -> str | None:
    """Return the day on which a mail was sent, where its sender was; else what stands there."""
    from email.utils import parsedate_to_datetime  # noqa: PLC0415  only for these formats

    written = mail["date"]
    if written is None:
        return None
    try:
        return parsedate_to_datetime(str(written)).date().isoformat()
    except ValueError:
        return str(written)


def _sender(mail: Any) -> str | None:
    addresses = getattr(mail["from"], "addresses", ())
    return next((str(one.display_name) for one in addresses if one.display_name), None)
