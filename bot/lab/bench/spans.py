"""``zitat bench spans``: how well the answering words are marked, given the right sentence."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.gold import read_jsonl
from bot.lab.bench.data import eval_file
from bot.lab.bench.measures import bootstrap_mean, token_f1
from bot.mark.span import find_span
from bot.question import read_question
from bot.text.sentences import split_sentences


@dataclass(frozen=True, slots=True)
class Marked:
    """A question's kind as zitat sees it, and token F1 against the answer.

    ``whole``: of the whole sentence; ``span``: of the marked words, None where none are marked.
    """

    kind: str
    whole: float
    span: float | None


def run(questions: Path | None = None) -> None:
    """Print token F1 of marked words by kind, for news-dev or a file like news-qa.jsonl."""
    print(render(list(mark(questions or eval_file("news-dev.jsonl")))))


def mark(path: Path) -> Iterator[Marked]:
    """Yield what is marked for each answerable question of a file.

    The right sentence is that of the field ``sentence``, or the one at the offset ``start`` of the
    article, or the first that holds the answer. Raises SourceError without the news articles.
    """
    folder = eval_file("news")
    for row in read_jsonl(path):
        if not row.get("article"):
            continue
        text = (folder / f"{row['article']}.txt").read_bytes().decode()
        sentence = row.get("sentence") or _sentence(text, row["answer"], row.get("start"))
        question = read_question(row["question"])
        span = find_span(question, sentence)
        marked = None if span is None else token_f1(sentence[slice(*span)], row["answer"])
        yield Marked(question.kind, token_f1(sentence, row["answer"]), marked)


def _sentence(text: str, answer: str, start: int | None) -> str:
    place = text.index(answer) if start is None else start
    return next(text[one.start : one.end] for one in split_sentences(text) if one.end > place)


def render(marked: Sequence[Marked]) -> str:
    """Return the table: F1 of whole sentences, of marked words, and of both as they are shown."""
    groups: dict[str, list[Marked]] = defaultdict(list)
    for one in marked:
        groups["all"].append(one)
        groups[one.kind].append(one)
    lines = [f"{'kind':10}{'n':>6}{'marked':>8}  {'whole, if marked':18}{'marked':18}as shown"]
    for kind in sorted(groups, key=lambda kind: -len(groups[kind])):
        group = groups[kind]
        sure = [one for one in group if one.span is not None]
        cells = (
            [one.whole for one in sure],
            [one.span for one in sure if one.span is not None],
            [one.whole if one.span is None else one.span for one in group],
        )
        shown = "".join(f"{_mean(values):18}" for values in cells).rstrip()
        lines.append(f"{kind:10}{len(group):>6}{len(sure):>8}  {shown}")
    return "\n".join(lines)


def _mean(values: Sequence[float]) -> str:
    if not values:
        return "–"
    low, high = bootstrap_mean(values)
    return f"{np.mean(values):.2f} ({low:.2f}–{high:.2f})"
