"""``zitat bench …``: each measurement that the documentation quotes, as a command."""

import tempfile
from pathlib import Path
from typing import Annotated

import typer

from bot.bench import answers, followup, retrieval, seeds
from bot.bench import build as build_bench
from bot.bench.data import eval_file
from bot.pipeline import Bot
from index import build

app = typer.Typer(help="Measure quality and speed.", no_args_is_help=True)
app.command("seeds")(seeds.run)
app.command("retrieval")(retrieval.run)


@app.command("answers")
def run_answers(
    questions: Annotated[
        Path | None,
        typer.Argument(
            help="JSON Lines of questions. [default: news-dev.jsonl, over its articles]"
        ),
    ] = None,
    index_dir: Annotated[
        Path | None, typer.Option(help="Folder of the index. [default: built for this run]")
    ] = None,
    show: Annotated[bool, typer.Option(help="List every miss, and what was chosen.")] = False,
) -> None:
    """Print how often the right article and sentence come first, and how good the confidence is."""
    gold = answers.read_questions(questions or eval_file("news-dev.jsonl"))
    with tempfile.TemporaryDirectory() as folder:
        if index_dir is None:
            index_dir = Path(folder)
            build(eval_file("news"), index_dir)
        judged = answers.judge(Bot(index_dir), gold)
    print(answers.report(judged))
    if show:
        print(answers.misses(judged))


@app.command("followup")
def run_followup() -> None:
    """Ask the second questions of dialogues with and without the first, and print the shares."""
    followup.run()


@app.command("build")
def run_build(
    articles: Annotated[int, typer.Option(help="Size of the archive that is made.")] = 10_000,
) -> None:
    """Build an archive, change one article, build again; print times, ratios and memory."""
    print("\n".join(build_bench.run(articles).render()))
