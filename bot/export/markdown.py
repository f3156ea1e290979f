"""A transcript as Markdown (CommonMark)."""

import re
from collections.abc import Iterator

from bot.export.transcript import Exchange, Quote, Transcript, parted, shown, shown_in_one_line
from bot.types import Citation

# Whatever means something anywhere in a line, and what does at the beginning of one.
_ANYWHERE = re.compile(r"[\\`*_{}\[\]<>|~&$^=]")
_AT_START = re.compile(r"^(\s*)([#+\-:]|\d{1,9}(?=[.)]))", re.MULTILINE)


def to_markdown(transcript: Transcript) -> str:
    """Return the transcript; text of articles is escaped, so that it shows and does nothing."""
    lines = [f"# {transcript.heading}", ""]
    for exchange in transcript.exchanges:
        lines += _exchange(exchange, transcript)
    return "\n".join([*lines, f"*{transcript.words.note}*", ""])


def _exchange(exchange: Exchange, transcript: Transcript) -> Iterator[str]:
    yield from (f"## {_escape(shown_in_one_line(exchange.question))}", "")
    if exchange.narrowed:
        yield from (f"*{_escape(shown_in_one_line(exchange.narrowed))}*", "")
    if note := transcript.note_of(exchange):
        yield from (_escape(shown_in_one_line(note)), "")
    for quote in exchange.quotes:
        yield from _quote(quote, transcript)
    if exchange.listed:
        yield from (_escape(shown_in_one_line(transcript.list_heading(exchange))), "")
        for number, citation in enumerate(exchange.listed, 1):
            yield f"{number}. {_source(citation, transcript)}  "
            yield f"   {_escape(shown_in_one_line(citation.quote))}  "
            yield f"   {_escape(shown_in_one_line(transcript.place(citation)))}"
        yield ""


def _quote(quote: Quote, transcript: Transcript) -> Iterator[str]:
    words, citation = transcript.words, quote.citation
    heading = transcript.heading_of(quote)
    if heading:
        yield from (heading, "")
    if quote.candidate.context is not None:
        before = words.before.format(quote=shown(quote.candidate.context.quote))
        yield from (f"*{_escape(shown_in_one_line(before))}*", "")
    before, span, after = map(_escape, parted(quote.candidate))
    marked = f"{before}**{span}**{after}" if span else before
    text = words.opening_mark + marked + words.closing_mark
    yield from (f"> {line}".rstrip() + ("  " if line else "") for line in text.split("\n"))
    yield from (">", f"> — {_source(citation, transcript)}  ")
    yield from (f"> {_escape(shown_in_one_line(transcript.place(citation)))}", "")


def _source(citation: Citation, transcript: Transcript) -> str:
    links = [f"[{text}](<{_address(link)}>)" for text, link in transcript.links(citation)]
    return " · ".join([_escape(shown_in_one_line(transcript.facts(citation))), *links])


def _escape(text: str) -> str:
    text = _ANYWHERE.sub(lambda found: f"\\{found[0]}", text)
    return _AT_START.sub(
        lambda found: (
            f"{found[1]}{found[2]}\\" if found[2].isdigit() else f"{found[1]}\\{found[2]}"
        ),
        text,
    )


def _address(link: str) -> str:
    """Return an address as it may stand between angle brackets."""
    return "".join(
        character if character not in "<>\\ \t\n" else f"%{ord(character):02X}"
        for character in link
    )
