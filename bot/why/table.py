"""Verdicts → a table in words for a terminal."""

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.text.one_line import in_one_line
from bot.why.verdicts import Verdict, Why

WIDTH = 100
# Longer sentences and marked words are cut in the middle: their place shows where they stand.
_SENTENCE_CHARACTERS, _MARKED_CHARACTERS = 140, 60


def as_table(why: Why, width: int = WIDTH) -> str:
    """Return as lines what the search and the reader say of each sentence, the likeliest first."""
    table = Table(box=SIMPLE_HEAD, show_lines=True, pad_edge=False, expand=True)
    table.add_column("", justify="right", width=2)
    table.add_column("Sentence", ratio=5, overflow="fold")
    table.add_column("Search", ratio=2)
    table.add_column("Reader", ratio=3)
    table.add_column("Confidence", ratio=2)
    for place, verdict in enumerate(why.verdicts, 1):
        said = (_sentence(verdict), _search(verdict), _reader(verdict), _sureness(verdict, why))
        table.add_row(str(place), *map(Text, said))
    console = Console(width=width, color_system=None, force_terminal=False)
    with console.capture() as captured:
        console.print(Text(_summary(why)))
        console.print(table)
    shown = captured.get().rstrip()
    return shown if why.then is None else f"{shown}\n\n{as_table(why.then, width)}"


_TRIED = {
    "as_asked": "",
    "without_time": "Not answered, so it is asked again without its time; only what is of that "
    "time answers.",
    "of_last_article": "Not answered, so it is asked again as one about the article that answered "
    "the last question; only that one answers.",
}


def _summary(why: Why) -> str:
    lines = [
        f"{why.question}",
        *filter(None, [_TRIED[why.tried]]),
        f"The search proposes {why.sentence_count} sentences of {why.article_count} articles; "
        f"the reader reads {why.read_count} of them.",
    ]
    if why.nothing_share is not None:
        lines.append(f"That none of these answers: {why.nothing_share:.0%}, says the reader.")
    if why.talked_of is not None:
        lines.append(f"The conversation is about {why.talked_of}: its sentences count for more.")
    if why.outcome == "not_named":
        lines.append("The answer is withheld: it does not name the place or person asked for.")
    lines.append(f"An answer is shown from {_level(why.threshold)} of confidence on.")
    return "\n".join(lines)


def _level(threshold: float) -> str:
    return f"{min(threshold, 1):.0%}"


def _sentence(verdict: Verdict) -> str:
    citation = verdict.citation
    quote = _cut(citation.quote, _SENTENCE_CHARACTERS)
    return f"„{quote}“\n{citation.path}, {citation.start}–{citation.end}"


def _search(verdict: Verdict) -> str:
    if verdict.fate == "not_found":
        return "does not propose its article"
    if verdict.search_place is None or verdict.search_share is None:
        return "no answer: service text, or it says nothing that the question does not"
    place = f"place {verdict.search_place}, {_share(verdict.search_share)}"
    return f"{place}; of another time than is asked" if verdict.is_of_other_time else place


def _reader(verdict: Verdict) -> str:
    if verdict.reader_share is None:
        return "not read" if verdict.fate == "not_read" else "–"
    marks = ", but marks no words"
    if verdict.marked:
        marks = f", by „{_cut(verdict.marked, _MARKED_CHARACTERS)}“"
    return f"answers with {_share(verdict.reader_share)}{marks}"


def _sureness(verdict: Verdict, why: Why) -> str:
    if verdict.search_place is None:
        return "–"
    level = "enough to be shown" if verdict.confidence >= why.threshold else "too little"
    return f"{verdict.confidence:.0%}, {level}"


def _cut(text: str, most: int) -> str:
    text = in_one_line(text)
    return (
        text
        if len(text) <= most
        else f"{text[: most // 2].rstrip()} … {text[-(most // 2) :].lstrip()}"
    )


def _share(share: float) -> str:
    return "under 1 %" if share < 0.01 else f"{share:.0%}"
