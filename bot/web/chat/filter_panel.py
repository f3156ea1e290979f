"""The filters beside the question box: their fields, and what the browser sends of them."""

from dataclasses import dataclass

from bot.find.filters import Filters
from bot.text.days import format_iso_day
from bot.web.escape import attribute, escape
from bot.web.page.sent import read_json
from bot.web.words.texts import Language, Texts
from index.errors import QuestionError
from index.store.index import Index

# Sent instead of a filter that cannot be read, it would be a search through everything.
_UNREADABLE = "The filters are not readable: expected an object with from, to and sources."


@dataclass(frozen=True, slots=True)
class FilterTexts:
    """The words of the filters in one language. ``{…}`` are filled in where they are used."""

    heading: str
    none: str
    some: str
    date_from: str
    date_to: str
    sources: str
    undated: str
    lift: str
    narrowed: str
    since: str
    until: str
    between: str
    wrong: str
    nothing: str
    help: str


GERMAN = FilterTexts(
    heading="Filter",
    none="alle Artikel",
    some="nur bestimmte Artikel",
    date_from="Von",
    date_to="Bis",
    sources="Quellen",
    undated="Artikel ohne Datum ({count}) lässt ein Zeitraum aus.",
    lift="Filter aufheben",
    narrowed="Nur {parts}",
    since="ab {first}",
    until="bis {last}",
    between="{first} bis {last}",
    wrong="Dieser Filter lässt sich nicht anwenden: „Von“ muss vor „Bis“ liegen, und jede Quelle "
    "muss es im Index geben. Die Frage steht wieder im Eingabefeld.",
    nothing="Kein Artikel passt zum Filter: Heben Sie ihn auf, oder fassen Sie ihn weiter.",
    help="Es wurde nur in einem Teil der Artikel gesucht: Heben Sie den Filter auf.",
)

ENGLISH = FilterTexts(
    heading="Filter",
    none="all articles",
    some="only some articles",
    date_from="From",
    date_to="To",
    sources="Sources",
    undated="A range of dates leaves out articles without a date ({count}).",
    lift="Remove the filter",
    narrowed="Only {parts}",
    since="from {first}",
    until="until {last}",
    between="{first} to {last}",
    wrong="This filter cannot be used: “From” must be before “To”, and each source must be in the "
    "index. The question is back in the question box.",
    nothing="No article passes the filter: remove it, or widen it.",
    help="Only some of the articles were searched: remove the filter.",
)

TEXTS: dict[Language, FilterTexts] = {"de": GERMAN, "en": ENGLISH}


def filter_panel(index: Index, texts: Texts) -> str:
    """Return the fields, folded; empty where the articles have neither dates nor sources."""
    words = TEXTS[texts.language]
    days, sources = index.days, tuple(index.sources)
    if days is None and not sources:
        return ""
    fields = []
    if days is not None:
        limits = f'min="{attribute(days[0])}" max="{attribute(days[1])}"'
        for name, label in (("from", words.date_from), ("to", words.date_to)):
            fields.append(
                f'<label>{escape(label)} <input type="date" data-filter="{name}" {limits}></label>'
            )
        if undated := int((index.heads["day"] == 0).sum()):
            fields.append(f'<p class="note">{escape(words.undated.format(count=undated))}</p>')
    if sources:
        boxes = "".join(
            f'<label><input type="checkbox" data-filter="source" value="{attribute(source)}"> '
            f"{escape(source)}</label>"
            for source in sources
        )
        fields.append(f"<fieldset><legend>{escape(words.sources)}</legend>{boxes}</fieldset>")
    return (
        f'<details class="filters"><summary>{escape(words.heading)}: '
        f'<span data-none="{attribute(words.none)}" data-some="{attribute(words.some)}">'
        f"{escape(words.none)}</span></summary>"
        f'<div class="fields">{"".join(fields)}'
        f'<button type="button" data-lift>{escape(words.lift)}</button></div></details>'
    )


def read_filters(sent: object) -> Filters:
    """Return the filters that a browser sent as JSON; nothing sent narrows nothing.

    Raises QuestionError if they are none, or no day lies in them.
    """
    if not sent:
        return Filters()
    return filters_of(read_json(sent))


def filters_of(fields: object) -> Filters:
    """Return the filters that an object with from, to and sources names.

    Raises QuestionError if it is none, or no day lies in them.
    """
    if not isinstance(fields, dict):
        raise QuestionError(_UNREADABLE)
    first, last, sources = (fields.get(name) for name in ("from", "to", "sources"))
    days = all(isinstance(day, str | None) for day in (first, last))
    if not days or not isinstance(sources, list) or not all(isinstance(s, str) for s in sources):
        raise QuestionError(_UNREADABLE)
    return Filters(first or None, last or None, tuple(sources))


def fields_of(filters: Filters) -> dict[str, object]:
    """Return the object that ``filters_of`` reads."""
    return {"from": filters.date_from, "to": filters.date_to, "sources": list(filters.sources)}


def describe(filters: Filters, texts: Texts) -> str:
    """Return in words what is searched, empty if that is everything."""
    words = TEXTS[texts.language]
    first = format_iso_day(filters.date_from, texts.language) if filters.date_from else ""
    last = format_iso_day(filters.date_to, texts.language) if filters.date_to else ""
    parts = []
    if first or last:
        form = words.between if first and last else words.since if first else words.until
        parts.append(form.format(first=first, last=last))
    parts += filters.sources
    return words.narrowed.format(parts=", ".join(parts)) if parts else ""
