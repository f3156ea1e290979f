"""Files that are made to break their reader: bombs, and good files damaged at random."""

import io
import random
import zipfile
import zlib
from collections.abc import Callable, Iterator

from tests.index.formats.any_files import nitf, table
from tests.index.formats.test_formats import PAGE, UMLAUTS, bomb, entity_bomb, pdf_file, word_file
from tests.index.formats.test_more_formats import WHOLE as OTHERS

MARKDOWN = f"# Die Bäume\n\n{UMLAUTS}\n\n- Eiche\n- Linde\n"
WHOLE: dict[str, bytes] = {
    "txt": UMLAUTS.encode(),
    "md": MARKDOWN.encode("utf-16"),
    "html": PAGE.encode(),
    "pdf": pdf_file(UMLAUTS),
    "docx": word_file(UMLAUTS, "Zweiter Absatz."),
    "csv": table([UMLAUTS, "Zwei."], ";"),
    "tsv": table([UMLAUTS, "Zwei."], "\t"),
    "jsonl": b'{"title": "A", "text": "Eins."}\n{"title": "B", "text": ["Zwei.", "Drei."]}\n',
    "nitf.xml": nitf([UMLAUTS, "Zwei."]).encode(),
    **OTHERS,
}


def fuzzed(count: int, seed: int = 3) -> Iterator[tuple[str, bytes]]:
    """Yield names and bytes of damaged files, all formats in turn, the same at every call.

    Of packed formats every other file is damaged within: its checksums are right.
    """
    chance = random.Random(seed)
    for number in range(count):
        suffix = list(WHOLE)[number % len(WHOLE)]
        data = WHOLE[suffix]
        within = data.startswith(b"PK") and number // len(WHOLE) % 2
        yield f"{number:04d}.{suffix}", (_damaged_within if within else _damaged)(data, chance)


def _damaged_within(data: bytes, chance: random.Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    name = chance.choice(list(parts))
    return _zip(parts | {name: _damaged(parts[name], chance)})


def _damaged(whole: bytes, chance: random.Random) -> bytes:
    data = bytearray(whole)
    for _ in range(chance.randint(1, 8)):
        place = chance.randrange(len(data) or 1)
        length = chance.randint(1, 60)
        kind = chance.randrange(5)
        if kind == 0 and data:
            data[place] ^= 1 << chance.randrange(8)
        elif kind == 1:
            del data[place : place + length]
        elif kind == 2:
            data[place:place] = chance.randbytes(length)
        elif kind == 3:
            data[place:place] = data[place : place + length] * chance.randint(1, 50)
        else:
            other = WHOLE[chance.choice(list(WHOLE))]
            data[place : place + length] = other[:length]
    return bytes(data)


def bombs() -> dict[str, Callable[[], bytes]]:
    """Return what makes files that unpack, nest or refer to far more than they hold."""
    laughs = b"".join(
        b'<!ENTITY a%d "%s">' % (level, b"&a%d;" % (level - 1) * 10) for level in range(1, 12)
    )
    entities = b'<!DOCTYPE d [<!ENTITY a0 "ha">' + laughs + b"]>"
    return {
        "unpacked.docx": bomb,
        "entities.docx": entity_bomb,
        "laughs.docx": lambda: _docx_with("word/document.xml", entities),
        "late.docx": lambda: _docx_with(
            "word/document.xml", b"<!--" + b" " * 9000 + b"-->" + entities
        ),
        "styles.docx": lambda: _docx_with("word/styles.xml", entities),
        "types.docx": lambda: _docx_with("[Content_Types].xml", entities),
        "relations.docx": lambda: _docx_with("_rels/.rels", entities),
        "parts.docx": lambda: _zip({f"word/{n}.xml": b" " * 1_000_000 for n in range(150)}),
        "lie.docx": _lying_zip,
        "nested.docx": lambda: _zip({"word/document.xml": b"<a>" * 900_000}),
        "deep.html": lambda: b"<div>" * 1_000_000,
        "attributes.html": lambda: b"<p " + b"a=1 " * 4_000_000 + b">",
        "lists.html": lambda: b"<ul><li>" * 300_000,
        "tables.html": lambda: b"<table><tr><td>" * 200_000,
        "stream.pdf": lambda: _pdf(zlib.compress(b" " * 300_000_000), b"/Filter /FlateDecode"),
        "twice.pdf": lambda: _pdf(
            zlib.compress(zlib.compress(b"(x) Tj " * 40_000_000)),
            b"/Filter [/FlateDecode /FlateDecode]",
        ),
        "loop.pdf": lambda: pdf_file("x").replace(
            b"/Kids [5 0 R] /Count 1", b"/Kids [2 0 R] /Count 9"
        ),
        "pages.pdf": lambda: pdf_file("x").replace(
            b"/Kids [5 0 R] /Count 1", b"/Kids [" + b"5 0 R " * 2_500 + b"] /Count 2500"
        ),
        "deep.jsonl": lambda: b"[" * 5_000_000,
        "deep.json": lambda: b"[" * 5_000_000,
        "deep.rtf": lambda: b"{\\rtf1" + b"{" * 5_000_000,
        "deep.xml": lambda: b"<a>" * 1_000_000,
        "laughs.xml": lambda: entities + b"<nitf>&a9;</nitf>",
        "unpacked.zip": bomb,
        "laughs.odt": lambda: _zip({"content.xml": entities + b"<d>&a9;</d>"}),
        "field.csv": lambda: b"title;url\n" + b'"' + b"a" * 20_000_000,
    }


def _zip(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def _docx_with(name: str, prolog: bytes) -> bytes:
    """Return a document, one part of which has a prolog before its first element."""
    with zipfile.ZipFile(io.BytesIO(WHOLE["docx"])) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    head, mark, rest = parts[name].partition(b"?>")
    parts[name] = head + mark + prolog + rest
    return _zip(parts)


def _lying_zip() -> bytes:
    """Return an archive that declares its 150 MB as 100 bytes."""
    data = bomb()
    size = (150_000_000).to_bytes(4, "little")
    return data.replace(size, (100).to_bytes(4, "little"))


def _pdf(stream: bytes, entries: bytes) -> bytes:
    whole = pdf_file("x")
    head, _, rest = whole.partition(b"6 0 obj")
    tail = rest[rest.index(b"endobj") :]
    content = b"\n<< /Length %d %s >>\nstream\n%s\nendstream\n" % (len(stream), entries, stream)
    return head + b"6 0 obj" + content + tail
