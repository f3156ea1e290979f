"""A whole article as HTML, with one place of it marked."""

from bot.cite import cite, published_link
from bot.text.days import format_iso_day
from bot.types import Citation
from bot.web.api.original import opens_in_browser, original_link
from bot.web.archive.generation import Source
from bot.web.chat.links import Place, permalink
from bot.web.escape import attribute, escape, marked_quote
from bot.web.words.texts import Texts
from index.formats.plain import PlainReader
from index.types import Article


def article_view(source: Source, place: Place, span: tuple[int, int] | None, texts: Texts) -> str:
    """Return a whole article with one place of it in ``<mark>`` and what is masked greyed.

    ``span`` is where in the place the answering words stand, if any are marked.
    """
    article = source.article
    citation = cite(article, place.start, place.end, article.text[place.start : place.end])
    facts = (*facts_of(citation, texts), article.path, _place(article, citation, texts))
    lines = [" · ".join(facts)]
    if place.also_in:
        lines.append(texts.also_in.format(paths=", ".join(place.also_in)))
    return (
        f'<article><h2 lang="{article.language}">{escape(article.title)}</h2>'
        + "".join(f'<p class="meta">{escape(line)}</p>' for line in lines)
        + _tools(article, citation, place, texts)
        + f'<div class="text" lang="{article.language}" tabindex="0" role="region" '
        f'aria-label="{attribute(texts.article)}">'
        + _masked(source, 0, place.start, texts)
        + f'<mark class="quote">{marked_quote(citation.quote, span)}</mark>'
        + _masked(source, place.end, len(article.text), texts)
        + "</div></article>"
    )


def line_of(article: Article, offset: int, texts: Texts) -> str:
    """Return in which line of its file a character of an article stands, counted from 1.

    Of a file whose text had to be extracted, in which paragraph of it, or of the page.
    """
    if article.path.lower().endswith(PlainReader.suffixes):
        return texts.line.format(line=article.text.count("\n", 0, offset) + 1)
    page_start = 0 if article.page is None else article.text.rfind("\f", 0, offset) + 1
    before = article.text[page_start : offset + 1].splitlines()
    return texts.paragraph.format(paragraph=max(sum(map(bool, map(str.strip, before))), 1))


def facts_of(citation: Citation, texts: Texts) -> tuple[str, ...]:
    """Return who published an article, when, and on which page, as far as its file says."""
    day = format_iso_day(citation.date, texts.language) if citation.date else None
    page = None if citation.page is None else texts.page.format(page=citation.page)
    return tuple(fact for fact in (citation.source, day, page) if fact)


def _tools(article: Article, citation: Citation, place: Place, texts: Texts) -> str:
    """Return what can be done with a place: copy it, link to it, see its file or its web page."""
    tools = [
        f'<button type="button" data-copy="{attribute(_copy(citation, texts))}" '
        f'data-copied="{attribute(texts.copied)}">{escape(texts.copy)}</button>',
        f'<a href="{attribute(permalink(place))}">{escape(texts.link)}</a>',
        _original(citation, texts),
    ]
    if published := published_link(article.url, citation.quote):
        tools.append(
            f'<a href="{attribute(published)}" target="_blank" rel="noopener noreferrer">'
            f"{escape(texts.published)}</a>"
        )
    return f'<p class="tools">{"".join(tools)}</p>'


def _original(citation: Citation, texts: Texts) -> str:
    shown = opens_in_browser(citation.path)
    text = escape(texts.original_shown if shown else texts.original_saved)
    link = attribute(original_link(citation.path, citation.page))
    return f'<a href="{link}" target="_blank" rel="noopener">{text}</a>'


def _masked(source: Source, start: int, end: int, texts: Texts) -> str:
    """Return a stretch of an article as HTML, with what is masked in it greyed."""
    parts, position, text = [], start, source.article.text
    for mask in source.masks:
        first, last = max(mask.start, position), min(mask.end, end)
        if first < last:
            parts.append(escape(text[position:first]))
            title = attribute(texts.masked)
            parts.append(f'<span class="masked" title="{title}">{escape(text[first:last])}</span>')
            position = last
    return "".join((*parts, escape(text[position:end])))


def _copy(citation: Citation, texts: Texts) -> str:
    """Return a quote with its source, as it goes to the clipboard."""
    marks = "„{}“" if texts.language == "de" else "“{}”"
    facts = (citation.title, *facts_of(citation, texts), citation.path)
    return "\n".join(filter(None, (marks.format(citation.quote), ", ".join(facts), citation.url)))


def _place(article: Article, citation: Citation, texts: Texts) -> str:
    line = line_of(article, citation.start, texts)
    return texts.place.format(line=line, start=citation.start, end=citation.end)
