"""The result list as HTML; all text of articles in it is escaped."""

from collections.abc import Sequence

from bot.types import Listed, Listing
from bot.web.chat.article import facts_of
from bot.web.escape import attribute, escape
from bot.web.listing.texts import TEXTS, ListTexts
from bot.web.listing.view import PAGE_ARTICLES, UNDATED, ListView, Results
from bot.web.words.figures import format_number
from bot.web.words.share import said_of_share
from bot.web.words.texts import Texts

_BAR_HEIGHT = 40
_SOURCES = 30  # more are not offered
_LONGEST_GAP = 5  # years without an article that are drawn one by one


def result_list(results: Results, texts: Texts) -> str:
    """Return a page of the list with all that changes it; ``listing.js`` sends what is chosen."""
    words, view, listing = TEXTS[texts.language], results.view, results.listing
    items = "".join(_item(listed, texts) for listed in listing.articles)
    state = "".join(
        f' data-{name}="{attribute(str(value))}"'
        for name, value in (
            ("turn", view.turn),
            ("order", view.order),
            ("year", view.year or ""),
            ("source", view.source or ""),
            ("page", view.page),
        )
    )
    return (
        f'<section class="results"{state}><h2 tabindex="-1" aria-live="polite" aria-atomic="true">'
        f"{escape(_heading(results, texts))}</h2>"
        f"{said_of_share(listing.searched, texts)}"
        f"{_orders(view, words)}{_years(results, texts)}{_sources(results, texts)}"
        f'<ol class="listed" start="{listing.first + 1}">{items}</ol>'
        f"{_pages(results, texts)}</section>"
    )


def list_button(listing: Listing, texts: Texts, turn: int) -> str:
    """Return what stands in the conversation for a list: a button that shows it again."""
    words = TEXTS[texts.language]
    text = words.see.format(found=found(listing.found, listing.words, texts))
    return (
        f'<p class="list"><button type="button" class="open-list turn-{turn}">{escape(text)}'
        "</button></p>"
    )


def found(count: int, about: str, texts: Texts) -> str:
    """Return how many articles are about some words, in words."""
    words = TEXTS[texts.language]
    if not count:
        return words.found_none.format(words=about)
    text = words.found_one if count == 1 else words.found_many
    return text.format(count=format_number(count, texts.language), words=about)


def narrowed_to(view: ListView, texts: Texts) -> str:
    """Return in words to what a list is narrowed; nothing if it is not."""
    words = TEXTS[texts.language]
    year = words.undated if view.year == UNDATED else view.year
    parts = ", ".join(filter(None, (year, view.source)))
    return words.narrowed.format(parts=parts) if parts else ""


def _heading(results: Results, texts: Texts) -> str:
    text = found(results.listing.found, results.listing.words, texts)
    return ", ".join(filter(None, (text, narrowed_to(results.view, texts))))


def _item(listed: Listed, texts: Texts) -> str:
    citation = listed.citation
    undated = () if citation.date else (TEXTS[texts.language].undated,)
    facts = (*facts_of(citation, texts), *undated, citation.path)
    language = attribute(citation.language or texts.language)
    return (
        f'<li><button type="button" class="card" data-path="{attribute(citation.path)}" '
        f'data-start="{citation.start}" data-end="{citation.end}">'
        f'<span class="title" lang="{language}">{escape(citation.title)}</span>'
        f'<span class="snippet" lang="{language}">{_marked(citation.quote, listed.marks)}</span>'
        f'<span class="meta">{escape(" · ".join(facts))}</span></button></li>'
    )


def _marked(text: str, marks: Sequence[tuple[int, int]]) -> str:
    """Return a passage with the words that were asked for marked."""
    parts, position = [], 0
    for start, end in marks:
        if position <= start < end <= len(text):
            parts.append(f"{escape(text[position:start])}<mark>{escape(text[start:end])}</mark>")
            position = end
    return "".join([*parts, escape(text[position:])])


def _orders(view: ListView, words: ListTexts) -> str:
    buttons = "".join(
        f'<button type="button" data-order="{order}" aria-pressed="{_is(order == view.order)}">'
        f"{escape(text)}</button>"
        for order, text in words.orders.items()
    )
    return f'<div class="orders" role="group" aria-label="{attribute(words.sort)}">{buttons}</div>'


def _years(results: Results, texts: Texts) -> str:
    """Return a chart with a bar for each year, oldest first, and one for articles without a date.

    Each is a button with its numbers.
    """
    if len(results.years) < 2 and results.view.year is None:
        return ""
    words, counts = TEXTS[texts.language], dict(results.years)
    most = max(counts.values(), default=1)
    bars, before = "", None
    for year in sorted(counts):
        if before is not None and year != UNDATED:
            bars += _gap(int(before) + 1, int(year))
        before = year
        count = format_number(counts[year], texts.language)
        text = words.of_year_one if counts[year] == 1 else words.of_year
        name = words.undated if year == UNDATED else year
        label = text.format(year=name, count=count)
        height = max(1, round(_BAR_HEIGHT * counts[year] / most))
        bars += (
            f'<li><button type="button" data-year="{attribute(year)}" '
            f'aria-pressed="{_is(year == results.view.year)}" aria-label="{attribute(label)}" '
            f'title="{attribute(label)}"><span class="count">{escape(count)}</span>'
            f'<svg viewBox="0 0 10 {_BAR_HEIGHT}" '
            f'preserveAspectRatio="none" aria-hidden="true"><rect x="0" width="10" '
            f'y="{_BAR_HEIGHT - height}" height="{height}"/></svg>'
            f"<span>{escape(name)}</span></button></li>"
        )
    return f'<ul class="years" aria-label="{attribute(words.by_year)}">{bars}</ul>'


def _gap(first: int, end: int) -> str:
    """Return what stands for the years from ``first`` until before ``end``, without articles."""
    if end - first > _LONGEST_GAP:
        return '<li class="gap" aria-hidden="true"><span>…</span></li>'
    return "".join(
        f'<li class="gap" aria-hidden="true"><span>{year}</span></li>' for year in range(first, end)
    )


def _sources(results: Results, texts: Texts) -> str:
    if len(results.sources) < 2 and results.view.source is None:
        return ""
    words = TEXTS[texts.language]
    buttons = "".join(
        f'<li><button type="button" data-source="{attribute(source)}" '
        f'aria-pressed="{_is(source == results.view.source)}">{escape(source)} '
        f"({format_number(count, texts.language)})</button></li>"
        for source, count in results.sources[:_SOURCES]
    )
    return f'<ul class="of-sources" aria-label="{attribute(words.by_source)}">{buttons}</ul>'


def _pages(results: Results, texts: Texts) -> str:
    words, listing, view = TEXTS[texts.language], results.listing, results.view
    if listing.found <= PAGE_ARTICLES:
        return ""
    last = listing.first + len(listing.articles)
    first, until, count = (
        format_number(number, texts.language) for number in (listing.first + 1, last, listing.found)
    )

    def button(text: str, page: int, possible: bool) -> str:
        disabled = "" if possible else " disabled"
        return f'<button type="button" data-page="{page}"{disabled}>{escape(text)}</button>'

    return (
        f'<nav class="pages" aria-label="{attribute(words.pages)}">'
        f"{button(words.previous, view.page - 1, view.page > 0)}"
        f"<span>{escape(words.page.format(first=first, last=until, count=count))}</span>"
        f"{button(words.next, view.page + 1, last < listing.found)}</nav>"
    )


def _is(pressed: bool) -> str:
    return "true" if pressed else "false"
