"""Paragraphs as a file of any format that is read."""

import csv
import io
import json
from collections.abc import Callable
from html import escape

from tests.index.formats.test_formats import pdf_file, word_file
from tests.index.formats.test_more_formats import (
    epub,
    mail,
    odt,
    pptx,
    shape,
    web_archive,
    xlsx,
    zipped,
)

Paragraphs = list[str]


def page(paragraphs: Paragraphs) -> str:
    body = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
    head = '<html lang="de"><head><meta charset="utf-8"><title>Titel</title></head>'
    return f"<!DOCTYPE html>{head}<body><article><h1>Titel</h1>{body}</article></body></html>"


def rtf(paragraphs: Paragraphs) -> bytes:
    def letter(char: str) -> str:
        return rf"\u{ord(char)}?" if ord(char) > 126 else rf"\{char}" if char in "\\{}" else char

    body = "\\par ".join("".join(map(letter, paragraph)) for paragraph in paragraphs)
    return rf"{{\rtf1\ansi {body}\par}}".encode("ascii")


def table(paragraphs: Paragraphs, delimiter: str) -> bytes:
    out = io.StringIO()
    rows = csv.writer(out, delimiter=delimiter)
    rows.writerows([["Titel", "Volltext"], *(["Titel", paragraph] for paragraph in paragraphs)])
    return out.getvalue().encode()


def json_rows(paragraphs: Paragraphs) -> list[dict[str, str]]:
    return [{"title": "Titel", "text": paragraph} for paragraph in paragraphs]


def nitf(paragraphs: Paragraphs) -> str:
    body = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
    return f"<nitf><body><body.content>{body}</body.content></body></nitf>"


def news_message(paragraphs: Paragraphs) -> str:
    return (
        '<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet><newsItem><contentSet>'
        f"<inlineXML>{nitf(paragraphs)}</inlineXML></contentSet></newsItem></itemSet></newsMessage>"
    )


def _text(paragraphs: Paragraphs) -> str:
    return "\n\n".join(paragraphs)


def _escaped(paragraphs: Paragraphs, tag: str) -> str:
    return "".join(f"<{tag}>{escape(paragraph)}</{tag}>" for paragraph in paragraphs)


# By the end of a file's name.
MAKERS: dict[str, Callable[[Paragraphs], bytes]] = {
    "txt": lambda given: _text(given).encode(),
    "latin.txt": lambda given: _text(given).encode("cp1252"),
    "md": lambda given: _text(["# Titel", *given]).encode("utf-16"),
    "html": lambda given: page(given).encode(),
    "mht": lambda given: web_archive(page(given)),
    "eml": lambda given: mail(_text(given), a_txt=_text(given).encode()),
    "pdf": lambda given: pdf_file("\f".join(given)),
    "docx": lambda given: word_file(*given),
    "odt": lambda given: odt(_escaped(given, "text:p")),
    "rtf": rtf,
    "epub": lambda given: epub(_escaped(given, "p"), "<p>Ende.</p>"),
    "pptx": lambda given: pptx(*(shape(escape(paragraph)) for paragraph in given)),
    "xlsx": lambda given: xlsx([["Titel", "Volltext"], *(["Titel", one] for one in given)]),
    "csv": lambda given: table(given, ";"),
    "tsv": lambda given: table(given, "\t"),
    "jsonl": lambda given: "\n".join(map(json.dumps, json_rows(given))).encode(),
    "json": lambda given: json.dumps(json_rows(given), ensure_ascii=False).encode(),
    "nitf.xml": lambda given: nitf(given).encode(),
    "news.xml": lambda given: news_message(given).encode(),
    "zip": lambda given: zipped({"a.txt": _text(given), "b.docx": word_file(*given)}),
}
