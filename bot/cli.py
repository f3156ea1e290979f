"""The command ``zitat``."""

import json
import re
import shutil
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.feedback.cli import feedback
from bot.types import SMALL_TALK, Answer, Candidate, Listing, NoteKind
from bot.web.settings import PageSettings
from index.cli import Cluster, IndexDir, Model, exit_with_message, rebuild, verify_sources
from index.errors import SettingError
from index.settings import IndexSettings

if TYPE_CHECKING:
    from bot.why.verdicts import Why

app = typer.Typer(
    help="Answers questions about a folder of news articles, only in quotes.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.command("index")(rebuild)
app.command("verify")(verify_sources)
app.command("feedback")(feedback)


@app.callback()
def check_settings() -> None:
    """Let every command name a setting that is invalid, not only the one that needs it."""
    PageSettings.load()


# An article must not move the cursor or colour the terminal: C0, C1 and bidi controls.
_UNPRINTABLE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


_Reader = Annotated[
    str | None,
    typer.Option(
        help="What reads the passages: a QA model of transformers (name or folder), or none. "
        "[default: ZITAT_READER, else the one zitat brings]"
    ),
]
_DateFrom = Annotated[
    str | None, typer.Option("--from", help="Only articles of this day or later: 2024-03-31.")
]
_DateTo = Annotated[str | None, typer.Option("--to", help="Only articles of this day or earlier.")]
_Sources = Annotated[
    list[str] | None,
    typer.Option("--source", help="Only articles of this source; can be repeated."),
]
_AsJson = Annotated[bool, typer.Option("--json", help="Print everything as JSON.")]

_NOTES: dict[NoteKind, str] = {
    "greeting": "Guten Tag! Fragen Sie die Artikel. (Hello! Ask the articles.)",
    "thanks": "Gern. (You are welcome.)",
    "farewell": "Auf Wiedersehen. (Goodbye.)",
    "other_time": "Für diese Zeit sagen es die Artikel nicht (not said of that time): {words}.",
    "denied": "Die Artikel widersprechen der Annahme (the articles deny what is presumed):",
}


_SEARCHED = "Durchsucht sind nur {share:.0%} der Artikel (only these were searched)."


class OutputFormat(StrEnum):
    """What ``zitat ask`` prints an answer as."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "md"
    HTML = "html"
    WORD = "docx"
    BIBTEX = "bibtex"
    RIS = "ris"
    CSL = "csl"


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="The question, in German or English.")],
    index_dir: IndexDir = None,
    model: Model = None,
    reader: _Reader = None,
    cluster: Cluster = None,
    date_from: _DateFrom = None,
    date_to: _DateTo = None,
    sources: _Sources = None,
    output: Annotated[
        OutputFormat,
        typer.Option(
            "--format",
            help="Print text, everything as JSON, a document (md, html, docx), or the cited "
            "articles as references (bibtex, ris, csl: CSL-JSON).",
        ),
    ] = OutputFormat.TEXT,
    as_json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
    why: Annotated[
        bool, typer.Option("--why", help="Print what was said of each sentence, chosen or not.")
    ] = False,
    why_not: Annotated[
        str, typer.Option(help="Words of a sentence that was not chosen: why not? Implies --why.")
    ] = "",
) -> None:
    """Answer a question with a quote, its article and its place."""
    from bot.find.filters import Filters  # noqa: PLC0415  what answers takes a second to load
    from bot.pipeline import open_bot  # noqa: PLC0415

    filters = Filters(date_from, date_to, tuple(sources or ()))
    bot = open_bot(index_dir, model, reader, cluster)
    if why or why_not:
        _print_why(bot.why(question, why_not, filters), as_json=as_json or output == "json")
        return
    answer = bot.ask(question, filters=filters)
    if as_json or output is OutputFormat.JSON:
        typer.echo(json.dumps(asdict(answer), ensure_ascii=False, indent=2))
    elif output is OutputFormat.TEXT:
        typer.echo(as_text(answer))
    else:
        _print_document(answer, output.value)


@app.command()
def search(
    words: Annotated[list[str], typer.Argument(help="What the articles are to be about.")],
    index_dir: IndexDir = None,
    model: Model = None,
    newest: Annotated[bool, typer.Option("--newest", help="Newest first, not best.")] = False,
    page: Annotated[int, typer.Option(min=1, help="Which page of the list.")] = 1,
    count: Annotated[int, typer.Option(min=1, help="Articles on a page.")] = 20,
    cluster: Cluster = None,
    date_from: _DateFrom = None,
    date_to: _DateTo = None,
    sources: _Sources = None,
    as_json: _AsJson = False,
) -> None:
    """List the articles about some words, each with its best passage."""
    from bot.find.filters import Filters  # noqa: PLC0415  what answers takes a second to load
    from bot.pipeline import open_bot  # noqa: PLC0415

    filters = Filters(date_from, date_to, tuple(sources or ()))
    listing = open_bot(index_dir, model, None, cluster).search(
        " ".join(words),
        filters,
        order="newest" if newest else "best",
        first=(page - 1) * count,
        count=count,
    )
    if as_json:
        typer.echo(json.dumps(asdict(listing), ensure_ascii=False, indent=2))
    else:
        typer.echo(_printable("\n".join(_list(listing))))


@app.command()
def serve(
    index_dir: IndexDir = None,
    model: Model = None,
    reader: _Reader = None,
    watch: Annotated[
        bool | None,
        typer.Option(
            help="Keep the index up to date with the folder of articles while serving. "
            "[default: ZITAT_WATCH or no]"
        ),
    ] = None,
    cluster: Cluster = None,
) -> None:
    """Serve the chat; build the index first if there is none or it is out of date."""
    from bot.web.server import serve as serve_page  # noqa: PLC0415

    serve_page(index_dir=index_dir, model=model, reader=reader, watch=watch, cluster=cluster)


@app.command()
def mcp(
    index_dir: IndexDir = None,
    model: Model = None,
) -> None:
    """Answer an assistant over MCP, on standard input and output, until it hangs up."""
    from bot.mcp import serve as serve_tool  # noqa: PLC0415  an extra
    from bot.pipeline import open_bot  # noqa: PLC0415

    serve_tool(open_bot(index_dir, model, None, None))


@app.command("calibrate")
def calibrate_index(
    questions: Annotated[Path, typer.Argument(help="JSON Lines of questions with their answers.")],
    index_dir: IndexDir = None,
    model: Model = None,
    accuracy: Annotated[
        float, typer.Option(help="Share of the shown answers that is to be right.")
    ] = 0.8,
    reader: _Reader = None,
) -> None:
    """Fit the confidence to your own archive, and store it with the index."""
    from bot.gold.calibrate import calibrate  # noqa: PLC0415
    from bot.gold.questions import read_questions  # noqa: PLC0415  PyTorch takes seconds

    folder = IndexSettings.load().index_dir if index_dir is None else index_dir
    stored = calibrate(read_questions(questions), folder, model, accuracy, reader)
    threshold = stored.threshold()
    level = f"an answer is shown from a confidence of {threshold:.2f}"
    if threshold > 1:
        level = f"no answers are right that often ({accuracy:.0%}), so that none will be shown"
    typer.echo(f"Calibrated by {stored.questions} questions: {level}.")
    if stored.shown:
        typer.echo(
            "Asked with and without the articles that answer, "
            f"{stored.shown} of their answers are shown, {stored.shown_right} of these right."
        )


@app.command(
    add_help_option=False,
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
)
def bench(context: typer.Context) -> None:
    """Measure quality and speed."""
    from bot.lab.bench.cli import app as measurements  # noqa: PLC0415  loads all that it measures

    measurements(context.args, prog_name="zitat bench")


def _print_why(found: Sequence["Why"], *, as_json: bool) -> None:
    from bot.why.table import as_table  # noqa: PLC0415  only where wanted

    if as_json:
        typer.echo(json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=2))
        return
    width = min(shutil.get_terminal_size().columns, 120)
    typer.echo(_printable("\n\n".join(as_table(one, width) for one in found)))
    if not found:
        typer.echo("Dazu steht nichts in den Artikeln. (The articles do not say.)")


def _print_document(answer: Answer, format_name: str) -> None:
    """Print an answer as a file of a format, for ``zitat ask … > FILE``."""
    from bot.export import FORMATS, Transcript, exchanges_of  # noqa: PLC0415  only where wanted
    from bot.question import read_question  # noqa: PLC0415

    if format_name == "docx" and sys.stdout.isatty():
        raise SettingError(
            "A Word document is nothing for a terminal: write it to a file, as in "
            "zitat ask … --format docx > answer.docx"
        )
    exchanges = exchanges_of(answer)
    if not any(exchange.quotes or exchange.listed for exchange in exchanges):
        typer.echo("The articles do not say: there is nothing to cite.", err=True)
    language = read_question(answer.question).language
    today = datetime.now().astimezone().date()
    transcript = Transcript(exchanges, language, today)
    typer.echo(FORMATS[format_name].write(transcript), nl=False)


def as_text(answer: Answer) -> str:
    """Return an answer as lines for a terminal: the quote first, then where it stands.

    Control characters are replaced: what acts on a terminal is in ``--json`` only, escaped.
    """
    return _printable("\n".join(_lines(answer)))


def _printable(text: str) -> str:
    # Cells of a row stand apart without a tab, which goes where the terminal has it.
    return _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", text.replace("\t", "  "))


def _lines(answer: Answer) -> list[str]:
    if answer.parts:
        return [line for part in answer.parts for line in (part.question, *_lines(part), "")][:-1]
    note = answer.note
    lines = [] if note is None else [_NOTES[note.kind].format(words=note.words)]
    if answer.searched < 1:
        lines.append(_SEARCHED.format(share=min(answer.searched, 0.99)))
    if note is not None and note.kind in SMALL_TALK:
        return lines
    if answer.asked != answer.question:
        lines.append(f"Gesucht wurde (searched for): {answer.asked}")
    if answer.listing is not None and not answer.answered:
        return lines + _list(answer.listing)
    if answer.answered:
        lines += _quote(answer.candidates[0])
    else:
        lines.insert(0, "Dazu steht nichts in den Artikeln. (The articles do not say.)")
        if answer.candidates:
            lines.append("Am nächsten kommt, ohne Beleg zu sein (nearest, no evidence):")
            lines += _quote(answer.candidates[0])
    for place, voice in enumerate(answer.voices):
        others = voice.candidates if place else voice.candidates[1:]
        if others:
            lines.append(
                "Die Quellen nennen Verschiedenes (the sources differ):"
                if place
                else f"{len(voice.candidates)} unabhängige Artikel sagen dasselbe (they agree):"
            )
        lines += [line for other in others for line in _quote(other)]
    if answer.earlier:
        lines.append("Früher (earlier):")
        lines += [
            f"  {one.time}: {one.candidate.span or one.candidate.text} "
            f"({one.candidate.citation.path})"
            for one in answer.earlier
        ]
    return lines + (["", *_list(answer.listing)] if answer.listing is not None else [])


def _list(listing: Listing) -> list[str]:
    """Return a result list as lines: how many, then title, facts and best passage of each."""
    last = listing.first + len(listing)
    shown = f", {listing.first + 1}–{last}" if 0 < len(listing) < listing.found else ""
    lines = [f"{listing.found} Artikel zu (articles about) „{listing.words}“{shown}"]
    if listing.searched < 1:
        lines.append(_SEARCHED.format(share=min(listing.searched, 0.99)))
    for number, listed in enumerate(listing, listing.first + 1):
        citation = listed.citation
        facts = (citation.date, citation.source, citation.path)
        lines.append(f"{number}. {citation.title}")
        lines.append(f"   {', '.join(fact for fact in facts if fact)}")
        lines.append(f"   „{' '.join(citation.quote.split())}“")
    return lines


def _quote(candidate: Candidate) -> list[str]:
    """Return the lines of one place: the quote, its answering words, date and place."""
    citation = candidate.citation
    lines = [f"„{candidate.text}“"]
    if candidate.context is not None:
        lines.insert(0, f"  davor (before it): „{candidate.context.quote}“")
    if candidate.span is not None:
        lines.append(f"  ▸ {candidate.span}")
    facts = (citation.title, citation.source, citation.date)
    lines.append(f"  {', '.join(fact for fact in facts if fact)}")
    page = "" if citation.page is None else f", Seite (page) {citation.page}"
    lines.append(
        f"  {citation.path}{page}, Zeichen {citation.start}–{citation.end}; "
        f"Sicherheit {candidate.confidence:.0%}"
    )
    if citation.also_in:
        lines.append(f"  auch in (also in): {', '.join(citation.also_in)}")
    return lines


def main() -> None:
    """Run the command; an error meant for the reader is one message and exit code 2."""
    exit_with_message(app)
