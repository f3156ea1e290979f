"""Bytes → text: UTF-8, UTF-16 and UTF-32, and the one-byte encodings of old archives."""

import codecs
import re
from collections import Counter
from dataclasses import dataclass

from charset_normalizer import from_bytes

from index.formats.base import UnreadableError
from index.formats.letters import fits, foreign_words, is_german, share_of_one
from index.messages import Code

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE_BYTES = 200_000
_MAX_CONTROL_SHARE = 0.01
# So many characters beyond ASCII for each bad byte mean UTF-8: other encodings hold hardly one.
_GOOD_A_BAD = 2
_HIDDEN = re.compile(r"\u00ad(?:[ \t]*(?:\r\n|\n|\r)[ \t]*(?=[^\W\d_]))?|[\u200b\u2060\ufeff]")
# Those in which German is written as in the first, and those of old Macs and of DOS: of some that
# fit alike the first counts.
_LIKE_WESTERN = ("cp1252", "cp1254", "cp1250", "iso8859_2", "iso8859_9", "iso8859_15")
_OTHERS = ("mac_roman", "cp858", "cp852", "cp857", "mac_latin2", "mac_turkish", "mac_croatian")
# By the standard of WHATWG: the names of these encodings mean others on the web.
_AS_BROWSERS_DO = {
    **dict.fromkeys(("ascii", "iso8859-1", "cp1252"), "cp1252"),
    **dict.fromkeys(("iso8859-9", "cp1254"), "cp1254"),
}
_MAC = _OTHERS[0]  # its lines end as no other system's
# Of the words with letters beyond ASCII, those that do not fit.
_MOST_MISFITS = 0.1
_BETTER = 4
_MOSTLY = 0.5
_OTHER_SCRIPT = re.compile("[\u0370-\u1cff\u2c00-\ua6ff\uac00-\ud7ff]")
_CONTROL = re.compile("[\x01-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")


def decode(data: bytes) -> str:
    """Return the text of a file's bytes, without a byte order mark, otherwise unchanged.

    What only says where a word may be broken is left out (see ``without_soft_hyphens``).

    Raises UnreadableError for what is no text.
    """
    text = _decode(data)
    head = text[:_SAMPLE_BYTES]
    if "\0" in text or len(_CONTROL.findall(head)) > _MAX_CONTROL_SHARE * len(head):
        raise UnreadableError(Code.CONTROL_CHARACTERS())
    return without_soft_hyphens(text)


def decode_as(data: bytes, named: str | None) -> str:
    """Return the text of bytes in the encoding that a mail or a page names, read as browsers do.

    What is said to be ISO 8859-1 or ASCII holds the signs of Windows. Where the bytes are UTF-8
    although another is named, or are not what is named, they count; single bytes that are damaged
    become "�". Raises as ``decode``.
    """
    found = _AS_BROWSERS_DO.get(_known_name(named), named or "utf-8")
    if data.startswith(tuple(mark for mark, _ in _MARKS)):
        return decode(data)
    if found in _AS_BROWSERS_DO.values():
        try:
            return without_soft_hyphens(data.decode("utf-8"))
        except UnicodeDecodeError:
            pass
    try:
        return without_soft_hyphens(data.decode(found))
    except (LookupError, UnicodeError):
        if found.lower() in ("utf-8", "utf8") and _is_nearly_utf_8(data):
            return without_soft_hyphens(data.decode("utf-8", "replace"))
        return decode(data)


def _known_name(encoding: str | None) -> str:
    try:
        return codecs.lookup(encoding or "").name
    except (LookupError, ValueError):
        return ""


def without_soft_hyphens(text: str) -> str:
    """Return a text without soft hyphens and spaces of no width, which nobody sees or types.

    At a line's end a soft hyphen shows: the word goes on in the next line and is made whole.
    """
    hidden = any(character in text for character in "\u00ad\u200b\u2060\ufeff")
    return _HIDDEN.sub("", text) if hidden else text


def _decode(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as error:
                raise _damaged(encoding, error) from error
    if wide := _wide_encoding(data):
        try:
            return data.decode(wide)
        except UnicodeDecodeError:
            pass
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if _is_nearly_utf_8(data):
            raise _damaged("utf-8", error) from error
    return _decode_one_byte(data)


def _damaged(encoding: str, error: UnicodeDecodeError) -> UnreadableError:
    return UnreadableError(Code.DAMAGED_ENCODING(encoding=encoding.upper(), byte=error.start))


def _is_nearly_utf_8(data: bytes) -> bool:
    """Return whether bytes are UTF-8 with a few bad ones: garbage in any other encoding."""
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(character > "\x7f" for character in text) - bad
    return good >= _GOOD_A_BAD * bad


def _wide_encoding(data: bytes) -> str | None:
    """Return the kind of UTF-16 of bytes without a mark, by the zeros of ASCII; None if none."""
    head = data[:2000]
    half = len(head) // 2
    if half < 2 or len(data) % 2:
        return None
    if head[1::2].count(0) > 0.7 * half and head[::2].count(0) < 0.1 * half:
        return "utf-16-le"
    if head[::2].count(0) > 0.7 * half and head[1::2].count(0) < 0.1 * half:
        return "utf-16-be"
    return None


def _decode_one_byte(data: bytes) -> str:
    """Decode in the Latin encoding in which the words fit best, else as the library finds.

    Raises UnreadableError where neither gives words.
    """
    sample = data[:_SAMPLE_BYTES]
    if b"\0" in sample:
        raise UnreadableError(Code.CONTROL_CHARACTERS())
    first = _LIKE_WESTERN[0]
    fit = {first: _fit(sample, first)}
    if fit[first].misfits:
        fit |= {encoding: _fit(sample, encoding) for encoding in _LIKE_WESTERN[1:]}
    of_mac = b"\r" in sample and b"\n" not in sample
    if fit[first].misfits > _MOST_MISFITS or of_mac:
        fit |= {encoding: _fit(sample, encoding) for encoding in _OTHERS}
    best = min(fit, key=lambda name: (fit[name].misfits, -fit[name].of_one, -fit[name].german))
    if of_mac and fit[_MAC].misfits <= fit[best].misfits:
        best = _MAC
    elif _BETTER * fit[best].misfits > fit[first].misfits:
        best = first
    if fit[best].misfits > _MOST_MISFITS and fit[best].german < _MOSTLY:
        found = from_bytes(sample).best()
        if found is None or _fit(sample, found.encoding, latin_only=True).misfits > _MOST_MISFITS:
            raise UnreadableError(Code.UNKNOWN_ENCODING())
        best = found.encoding
    try:
        return data.decode(best)
    except UnicodeDecodeError:
        return data.decode("latin-1")


@dataclass(frozen=True, slots=True)
class _Fit:
    """Of the words with letters beyond ASCII, the shares that do not fit, and that are German.

    ``of_one``: the share that one language has, beside German.
    """

    misfits: float
    german: float
    of_one: float


def _fit(data: bytes, encoding: str, latin_only: bool = False) -> _Fit:
    """Return how well a text's words fit in an encoding; not at all for bytes that it lacks.

    With ``latin_only`` words of other scripts are not looked at.
    """
    try:
        words = foreign_words(data.decode(encoding))
    except UnicodeDecodeError:
        if encoding != _LIKE_WESTERN[0]:
            return _Fit(1.0, 0.0, 0.0)
        words = foreign_words(data.decode("latin-1"))
    if latin_only:
        words = [word for word in words if not _OTHER_SCRIPT.search(word)]
    counts = Counter(words)
    bad = sum(count for word, count in counts.items() if not fits(word))
    german = sum(count for word, count in counts.items() if is_german(word))
    total = max(counts.total(), 1)
    return _Fit(bad / total, german / total, share_of_one(counts))
