"""``zitat bench …``: each measurement that the documentation quotes, as a command."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from bot.gold.questions import Gold, read_questions
from bot.lab.bench import (
    ablation,
    answers,
    followup,
    manners,
    pictures,
    report,
    retrieval,
    seeds,
    voices,
)
from bot.lab.bench.data import eval_file
from bot.lab.bench.speed import askers, page, scale, start
from bot.lab.bench.speed import build as build_bench
from bot.lab.bench.xquad import mixed_archive
from bot.pipeline import Bot
from index import build

app = typer.Typer(help="Measure quality and speed.", no_args_is_help=True)
app.command("seeds")(seeds.run)
app.command("retrieval")(retrieval.run)


_Questions = Annotated[
    Path | None,
    typer.Argument(help="JSON Lines of questions. [default: news-dev.jsonl, over its articles]"),
]
_IndexDir = Annotated[
    Path | None, typer.Option(help="Folder of the index. [default: built for this run]")
]
_Xquad = Annotated[
    bool,
    typer.Option("--xquad", help="XQuAD's questions, over its paragraphs and the news articles."),
]
_Every = Annotated[int, typer.Option(min=1, help="Ask only every so many-th question.")]


@app.command("answers")
def run_answers(
    questions: _Questions = None,
    index_dir: _IndexDir = None,
    xquad: _Xquad = False,
    without: Annotated[
        str | None, typer.Option(help=f"Switch off a part: {', '.join(ablation.PARTS)}.")
    ] = None,
    reader: Annotated[
        str | None, typer.Option(help="Model that reads the passages, or none.")
    ] = None,
    show: Annotated[bool, typer.Option(help="List every miss, and what was chosen.")] = False,
    every: _Every = 1,
) -> None:
    """Print how often the right article and sentence come first, and how good the confidence is."""
    part = None if without is None else ablation.read_part(without)
    with _archive(questions, index_dir, xquad) as (folder, gold):
        bot = (
            Bot(folder, reader=reader)
            if part is None
            else ablation.AblatedBot(folder, part, reader)
        )
        judged = answers.judge(bot, gold[::every])
    print(report.report(judged))
    if show:
        print(report.misses(judged))


@app.command("ablation")
def run_ablation(
    questions: _Questions = None,
    index_dir: _IndexDir = None,
    xquad: _Xquad = False,
    every: _Every = 1,
) -> None:
    """Ask the questions of bench answers without each part in turn; print what is left."""
    with _archive(questions, index_dir, xquad) as (folder, gold):
        print(ablation.render(ablation.ablate(folder, gold[::every])))


@contextmanager
def _archive(
    questions: Path | None, index_dir: Path | None, xquad: bool
) -> Iterator[tuple[Path, list[Gold]]]:
    """Give an index and the questions to ask it; what is built for it goes afterwards."""
    with tempfile.TemporaryDirectory() as name:
        if xquad:
            gold = mixed_archive(Path(name) / "articles")
        else:
            gold = read_questions(questions or eval_file("news-dev.jsonl"))
        if index_dir is None:
            index_dir = Path(name) / "index"
            build(Path(name) / "articles" if xquad else eval_file("news"), index_dir)
        yield index_dir, gold


@app.command("voices")
def run_voices(questions: _Questions = None, index_dir: _IndexDir = None) -> None:
    """Print the answers that several articles give, alike or differing, to be read by hand."""
    with _archive(questions, index_dir, xquad=False) as (folder, gold):
        print(voices.report(Bot(folder).ask_many([item.question for item in gold])))


@app.command("page")
def run_page(
    questions: Annotated[int, typer.Option(min=1, help="How many are asked.")] = page.QUESTIONS,
) -> None:
    """Ask the real page in headless Chromium; print the times, alone and by eight at once."""
    with _archive(None, None, xquad=False) as (folder, _):
        print(page.run(folder, questions))


@app.command("askers")
def run_askers(
    questions: Annotated[int, typer.Option(min=1, help="How many each of them asks.")] = 20,
    index_dir: _IndexDir = None,
) -> None:
    """Ask alone, and by eight at once; print what each waits, and the slowest as multiples."""
    with _archive(None, index_dir, xquad=False) as (folder, gold):
        print(askers.run(Bot(folder), [one.question for one in gold[:questions]]).render())


@app.command("start")
def run_start() -> None:
    """Ask the seeds in new processes; print the times as multiples of importing the libraries."""
    print(start.run(pictures.SEEDS))


@app.command("pictures")
def run_pictures() -> None:
    """Take what the README shows anew, of the real page and command: pictures and sample."""
    for file in pictures.take():
        print(f"{file}: {file.stat().st_size / 1000:.0f} KB")


@app.command("followup")
def run_followup() -> None:
    """Ask the second questions of dialogues with and without the first, and print the shares."""
    followup.run()


@app.command("manners")
def run_manners(
    questions: Annotated[
        Path | None, typer.Argument(help="JSON Lines. [default: news-dev-natural.jsonl]")
    ] = None,
    index_dir: _IndexDir = None,
    show: Annotated[bool, typer.Option(help="List every question that differs.")] = False,
) -> None:
    """Put questions in capitals, politely, with typing errors …; print who got the same answer."""
    manners.run(questions, index_dir, show=show)


@app.command("build")
def run_build(
    articles: Annotated[int, typer.Option(help="Size of the archive that is made.")] = 10_000,
) -> None:
    """Build an archive, change articles one by one, read pages of PDF; print times and memory."""
    print("\n".join(build_bench.run(articles).render()))


@app.command("scale")
def run_scale(
    articles: Annotated[
        list[int] | None, typer.Option(help="A size of archive; may be given several times.")
    ] = None,
    plot: Annotated[
        Path | None, typer.Option(help="PNG to draw into; needs matplotlib (extra: bench).")
    ] = None,
) -> None:
    """Build, open, ask and change archives of several sizes; print times, memory and ratios."""
    print(scale.run(articles or scale.SIZES, plot))


@app.command("cluster")
def run_cluster(
    questions: Annotated[int, typer.Option(min=1, help="How many each of them asks.")] = 40,
) -> None:
    """Build and ask shards on Ray, lose a node; print ratios to one index, and a table on paper."""
    from bot.lab.bench.speed import cluster  # noqa: PLC0415  an extra

    print(cluster.run(questions))
