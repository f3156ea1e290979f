"""Bytes → text: UTF-8, UTF-16 and UTF-32, and the one-byte encodings of old archives."""

import codecs
import re

from charset_normalizer import from_bytes

from index.formats.base import UnreadableError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What a German or Western text holds beside letters of Latin-1, when it is read as cp1252.
_TYPOGRAPHIC = frozenset("„“”‚‘’»«›‹–—…•·€£§°©®™†‰²³½¼¾´¨×±¡¿\u00a0\u00adŠšŽžŒœŸ")
_SAMPLE_BYTES = 200_000
_MAX_CONTROL_SHARE = 0.01
# Of the letters of a text: French has about 5 %, a dense sentence over 20.
_MOST_BEYOND_ASCII = 0.25
# So many characters beyond ASCII for each bad byte tell UTF-8: other encodings hold hardly one.
_GOOD_A_BAD = 2
_HIDDEN = re.compile(r"\u00ad(?:[ \t]*(?:\r\n|\n|\r)[ \t]*(?=[^\W\d_]))?|[\u200b\u2060\ufeff]")
# Of old Macs and of DOS. Read as cp1252 their umlauts are signs and capitals within words:
# "Gru§karte", "KŠufer", "GrŸ§e".
_OTHER_WESTERN = ("mac_roman", "cp850")
_MISFIT = re.compile(
    r"(?<=[a-zà-ÿ])[À-ÖØ-ÞŠŽŒŸ]|(?<=[^\W\d_])[^\w\s\x00-\x7f’‘´–—…·\u00ad]+(?=[^\W\d_])"
    r"|(?<![\w„“])[†€‡](?=[a-zß-ÿ])"
)
_MOST_MISFITS = 0.1
_BETTER = 4
_CONTROL = re.compile("[\x01-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")


def decode(data: bytes) -> str:
    """Return the text of a file's bytes, without a byte order mark, otherwise unchanged.

    What only tells where a word may be broken is left out (see ``without_soft_hyphens``).

    Raises UnreadableError for what is no text.
    """
    text = _decode(data)
    head = text[:_SAMPLE_BYTES]
    if "\0" in text or len(_CONTROL.findall(head)) > _MAX_CONTROL_SHARE * len(head):
        raise UnreadableError("is no text: it holds control characters")
    return without_soft_hyphens(text)


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
    return UnreadableError(
        f"begins as {encoding.upper()} text but is damaged at byte {error.start}"
    )


def _is_nearly_utf_8(data: bytes) -> bool:
    """Tell UTF-8 with a few bad bytes: read as any other encoding it is garbage."""
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(character > "\x7f" for character in text) - bad
    return good >= _GOOD_A_BAD * bad


def _wide_encoding(data: bytes) -> str | None:
    """Tell UTF-16 without a mark by the zero bytes of its ASCII characters."""
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
    """Decode as cp1252 or Latin-1 if that gives plausible Western text, else as the library finds.

    A Western text has few letters beyond ASCII; Cyrillic or Greek, read so, has nothing else.
    """
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    if other := _other_western(data, text[:_SAMPLE_BYTES]):
        return other
    beyond_ascii = [c for c in text[:_SAMPLE_BYTES] if c > "\x7f"]
    plausible = sum(map(_is_western, beyond_ascii))
    german = sum(c in "äöüÄÖÜß„“”»«–é" for c in beyond_ascii)
    letters = sum(map(str.isalpha, text[:_SAMPLE_BYTES]))
    few = sum(map(str.isalpha, beyond_ascii)) <= _MOST_BEYOND_ASCII * letters
    if plausible == len(beyond_ascii) and (few or german >= 0.5 * plausible):
        return text
    best = from_bytes(data[:_SAMPLE_BYTES]).best()
    if best is None:
        raise UnreadableError("is no text in an encoding that could be told")
    try:
        return data.decode(best.encoding)
    except UnicodeDecodeError:
        return text


def _is_western(character: str) -> bool:
    return "À" <= character <= "ÿ" or character in _TYPOGRAPHIC


def _other_western(data: bytes, text: str) -> str | None:
    """Return the text in that other encoding in which its letters fit their words, if any."""
    misfits = _misfits(text)
    if misfits <= _MOST_MISFITS * sum(character > "\x7f" for character in text):
        return None
    others = [data.decode(encoding) for encoding in _OTHER_WESTERN]
    best = min(others, key=lambda other: _misfits(other[:_SAMPLE_BYTES]))
    return best if _BETTER * _misfits(best[:_SAMPLE_BYTES]) <= misfits else None


def _misfits(text: str) -> int:
    """Return how many characters of a text are none of the West, or stand where none can."""
    foreign = sum(character > "\x7f" and not _is_western(character) for character in text)
    return foreign + len(_MISFIT.findall(text))
