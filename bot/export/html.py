"""A transcript as one HTML page that loads nothing and runs nothing."""

from html import escape

from bot.export.transcript import Exchange, Quote, Transcript, parted, shown
from bot.types import Citation

_STYLE = (
    "body{font:1rem/1.5 Georgia,serif;max-width:42rem;margin:2rem auto;padding:0 1rem}"
    "h1{font-size:1.4rem}h2{font-size:1.15rem;margin-top:2rem}blockquote{margin:.6rem 0;"
    "padding-left:1rem;border-left:3px solid #999;white-space:pre-line}cite{font-style:normal}"
    "mark{background:#fff1a8;color:#000}.place,.note,.narrowed{color:#595959;font-size:.9rem}"
)
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def to_html(transcript: Transcript) -> str:
    """Return the transcript; all text of articles is escaped."""
    heading = escape(transcript.heading)
    exchanges = "".join(_exchange(exchange, transcript) for exchange in transcript.exchanges)
    return (
        f'<!doctype html><html lang="{transcript.language}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(_POLICY)}">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{heading}</title><style>{_STYLE}</style></head><body><h1>{heading}</h1>"
        f'{exchanges}<p class="note">{escape(transcript.words.note)}</p></body></html>\n'
    )


def _exchange(exchange: Exchange, transcript: Transcript) -> str:
    parts = [f"<section><h2>{_text(exchange.question)}</h2>"]
    if exchange.narrowed:
        parts.append(f'<p class="narrowed">{_text(exchange.narrowed)}</p>')
    if note := transcript.note_of(exchange):
        parts.append(f"<p>{_text(note)}</p>")
    parts += [_quote(quote, transcript) for quote in exchange.quotes]
    if exchange.listed:
        items = "".join(
            f"<li>{_source(citation, transcript)}<br>{_text(citation.quote)}<br>"
            f"{_place(citation, transcript)}</li>"
            for citation in exchange.listed
        )
        parts.append(f"<p>{escape(transcript.list_heading(exchange))}</p><ol>{items}</ol>")
    return "".join([*parts, "</section>"])


def _quote(quote: Quote, transcript: Transcript) -> str:
    words, citation = transcript.words, quote.citation
    heading = transcript.heading_of(quote)
    context = quote.candidate.context
    before, span, after = map(escape, parted(quote.candidate))
    marked = f"<mark>{span}</mark>" if span else ""
    language = escape(citation.language or transcript.language)
    return (
        (f"<p>{escape(heading)}</p>" if heading else "")
        + (f"<p>{_text(words.before.format(quote=context.quote))}</p>" if context else "")
        + f'<blockquote lang="{language}">{words.opening_mark}{before}{marked}{after}'
        f"{words.closing_mark}</blockquote>"
        f"<p>{_source(citation, transcript)}<br>"
        f"{_place(citation, transcript)}</p>"
    )


def _place(citation: Citation, transcript: Transcript) -> str:
    return f'<span class="place">{escape(transcript.place(citation))}</span>'


def _source(citation: Citation, transcript: Transcript) -> str:
    links = "".join(
        f' · <a href="{escape(link)}" rel="noopener noreferrer">{escape(text)}</a>'
        for text, link in transcript.links(citation)
    )
    return f"<cite>{escape(transcript.facts(citation))}</cite>{links}"


def _text(text: str) -> str:
    return escape(shown(text))
