"""The command ``zitat``."""

import json
import re
import sys
from dataclasses import asdict
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bot.feedback_cli import feedback
from bot.types import Answer, Candidate
from index.cli import IndexDir, Model, exit_with_message, rebuild, verify_sources
from index.errors import SettingError
from index.settings import load_settings

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

# An article must not move the cursor or colour the terminal: C0, C1 and bidi controls.
_UNPRINTABLE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


_Reader = Annotated[
    str | None,
    typer.Option(
        help="Extractive QA model (transformers) that reads the best candidates: name or folder. "
        "[default: ZITAT_READER or none]"
    ),
]


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
    date_from: Annotated[
        str | None, typer.Option("--from", help="Only articles of this day or later: 2024-03-31.")
    ] = None,
    date_to: Annotated[
        str | None, typer.Option("--to", help="Only articles of this day or earlier.")
    ] = None,
    sources: Annotated[
        list[str] | None,
        typer.Option("--source", help="Only articles of this source; can be repeated."),
    ] = None,
    output: Annotated[
        OutputFormat,
        typer.Option(
            "--format",
            help="Print text, everything as JSON, a document (md, html, docx), or the cited "
            "articles as references (bibtex, ris, csl: CSL-JSON).",
        ),
    ] = OutputFormat.TEXT,
    as_json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
) -> None:
    """Answer a question with a quote, its article and its place."""
    from bot.filters import Filters  # noqa: PLC0415  what answers takes a second to load
    from bot.pipeline import Bot  # noqa: PLC0415

    filters = Filters(date_from, date_to, tuple(sources or ()))
    answer = Bot(index_dir, model, reader).ask(question, filters=filters)
    if as_json or output is OutputFormat.JSON:
        typer.echo(json.dumps(asdict(answer), ensure_ascii=False, indent=2))
    elif output is OutputFormat.TEXT:
        typer.echo(as_text(answer))
    else:
        _print_document(answer, output.value)


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
) -> None:
    """Serve the chat; build the index first if there is none or it is out of date."""
    from bot.web.server import serve as serve_page  # noqa: PLC0415

    serve_page(index_dir=index_dir, model=model, reader=reader, watch=watch)


@app.command()
def mcp(
    index_dir: IndexDir = None,
    model: Model = None,
) -> None:
    """Answer an assistant over MCP, on standard input and output, until it hangs up."""
    from bot.mcp import serve as serve_tool  # noqa: PLC0415  an extra
    from bot.pipeline import Bot  # noqa: PLC0415

    serve_tool(Bot(index_dir, model))


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
    from bot.bench.answers import read_questions  # noqa: PLC0415  PyTorch takes seconds
    from bot.calibrate import calibrate  # noqa: PLC0415

    folder = load_settings().index_dir if index_dir is None else index_dir
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
    from bot.bench.cli import app as measurements  # noqa: PLC0415  loads all that it measures

    measurements(context.args, prog_name="zitat bench")


def _print_document(answer: Answer, format_name: str) -> None:
    """Print an answer as a file of a format, for ``zitat ask … > FILE``."""
    from bot.export import FORMATS, Transcript, exchange_of  # noqa: PLC0415  only where wanted
    from bot.question import read_question  # noqa: PLC0415

    if format_name == "docx" and sys.stdout.isatty():
        raise SettingError(
            "A Word document is nothing for a terminal: write it to a file, as in "
            "zitat ask … --format docx > answer.docx"
        )
    exchange = exchange_of(answer)
    if not exchange.quotes:
        typer.echo("The articles do not say: there is nothing to cite.", err=True)
    language = read_question(answer.question).language
    today = datetime.now().astimezone().date()
    transcript = Transcript((exchange,), language, today)
    typer.echo(FORMATS[format_name].write(transcript), nl=False)


def as_text(answer: Answer) -> str:
    """Return an answer as lines for a terminal: the quote first, then where it stands.

    Control characters are replaced: what acts on a terminal is in ``--json`` only, escaped.
    """
    if not answer.answered:
        lines = ["Dazu steht nichts in den Artikeln. (The articles do not say.)"]
        if answer.candidates:
            lines.append("Am nächsten kommt, ohne Beleg zu sein (nearest, no evidence):")
            lines += _quote(answer.candidates[0])
    else:
        lines = _quote(answer.candidates[0])
    for place, voice in enumerate(answer.voices):
        others = voice.candidates if place else voice.candidates[1:]
        if others:
            lines.append(
                "Die Quellen nennen Verschiedenes (the sources differ):"
                if place
                else f"{len(voice.candidates)} unabhängige Artikel sagen dasselbe (they agree):"
            )
        lines += [line for other in others for line in _quote(other)]
    return _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", "\n".join(lines))


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
