"""The parts of the tab "Articles & index" as HTML; all text in it is escaped."""

from bot.text.days import format_iso_day
from bot.web.archive.catalogue import COLUMNS, Column, Entry, Page, View
from bot.web.chat.links import Place, permalink
from bot.web.escape import attribute, escape
from bot.web.index_tab.texts import TEXTS
from bot.web.index_tab.words import IndexTexts
from bot.web.words.figures import format_number, format_share
from bot.web.words.texts import Texts


def article_table(page: Page, texts: Texts, removable: bool) -> str:
    """Return a page of the list of articles as a table.

    The heads of its columns are buttons that sort (``data-sort``); each row has a button that asks
    for its article's removal (``data-remove``) if ``removable``.
    """
    words = TEXTS[texts.language]
    if not page.count:
        return f'<p class="note" role="status">{escape(words.found_none)}</p>'
    heads = "".join(_head(column, page.view, words) for column in COLUMNS)
    action = f'<th scope="col"><span class="hidden">{escape(words.action)}</span></th>'
    rows = "".join(_row(entry, texts, removable) for entry in page.entries)
    return (
        f'<p class="note" role="status">{escape(_found(page.count, words))}</p>'
        f'<div class="table" tabindex="0" role="region" aria-label="{attribute(words.articles)}">'
        f"<table><thead><tr>{heads}{action if removable else ''}</tr></thead>"
        f"<tbody>{rows}</tbody></table></div>{_pages(page, words)}"
    )


def _head(column: Column, view: View, words: IndexTexts) -> str:
    order = "none"
    if column == view.column:
        order = "descending" if view.descending else "ascending"
    sign = {"none": "", "ascending": " ↑", "descending": " ↓"}[order]
    return (
        f'<th scope="col" class="{column}" aria-sort="{order}"><button type="button" '
        f'data-sort="{column}">{escape(words.columns[column])}'
        f'<span aria-hidden="true">{sign}</span></button></th>'
    )


def _row(entry: Entry, texts: Texts, removable: bool) -> str:
    words = TEXTS[texts.language]
    date = format_iso_day(entry.date, texts.language) if entry.date else "–"
    link = permalink(Place(entry.path, 0, entry.lead_end))
    return (
        f'<tr><th scope="row"><a href="{attribute(link)}" target="_blank" rel="noopener" '
        f'title="{attribute(words.opens_new_tab)}">{escape(entry.title)}</a>'
        f'<span class="path">{escape(entry.path)}</span></th>'
        f"<td{_named('date', words)}>{escape(date)}</td>"
        f"<td{_named('source', words)}>{escape(entry.source or '–')}</td>"
        f'<td class="number"{_named("chars", words)}>'
        f"{format_number(entry.chars, texts.language)}</td>"
        f'<td class="number"{_named("masked", words)}>'
        f"{escape(format_share(entry.masked, texts.language))}</td>"
        f"{_remove_button(entry, words) if removable else ''}</tr>"
    )


def _named(column: Column, words: IndexTexts) -> str:
    """Return the attribute that a phone shows before a cell: there the heads are not above it."""
    return f' data-name="{attribute(words.columns[column])}"'


def _found(count: int, words: IndexTexts) -> str:
    if count == 1:
        return words.found_one
    return words.found_many.format(count=format_number(count, words.language))


def _pages(page: Page, words: IndexTexts) -> str:
    if page.pages == 1:
        return ""
    number = page.view.page

    def button(text: str, target: int, possible: bool) -> str:
        disabled = "" if possible else " disabled"
        return f'<button type="button" data-page="{target}"{disabled}>{escape(text)}</button>'

    shown = escape(words.page.format(page=number + 1, pages=page.pages))
    return (
        f'<nav class="pages" aria-label="{attribute(words.pages)}">'
        f"{button(words.previous, number - 1, number > 0)}<span>{shown}</span>"
        f"{button(words.next, number + 1, number + 1 < page.pages)}</nav>"
    )


def _remove_button(entry: Entry, words: IndexTexts) -> str:
    name = attribute(f"{words.remove}: {entry.title}")
    return (
        f'<td><button type="button" data-remove="{attribute(entry.path)}" aria-label="{name}">'
        f"{escape(words.remove)}</button></td>"
    )
