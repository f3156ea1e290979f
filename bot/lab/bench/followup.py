"""``zitat bench followup``: second questions of dialogues, asked with and without the first."""

import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.gold.questions import read_jsonl
from bot.lab.bench.data import eval_file
from bot.pipeline import Bot
from bot.types import Answer
from index import build
from index.errors import SourceError
from index.rebuild.changes import is_current
from index.settings import IndexSettings

DIALOGUES = Path(__file__).parents[3] / "tests/bench/dialogues.jsonl"


@dataclass(frozen=True, slots=True)
class Dialogue:
    """Two questions of a conversation.

    ``article`` and ``answer`` are what the second is to find, ``between`` what is said between the
    two, such as thanks.

    ``follows``: whether the second leans on the first, or changes the topic. The ``part``
    "held" is kept from those who change the rules.
    """

    id: str
    lang: str
    first: str
    second: str
    article: str
    answer: str
    follows: bool
    part: str
    between: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Marks:
    """What is right about an answer: its first article, its first quote, one of its first three."""

    article: bool
    hit_1: bool
    hit_3: bool


@dataclass(frozen=True, slots=True)
class JudgedTurn:
    """A dialogue's second question, marked with the first question as history and without it."""

    dialogue: Dialogue
    asked: str
    alone: Marks
    after: Marks


def read_dialogues(path: Path = DIALOGUES) -> list[Dialogue]:
    """Return the dialogues, in order. Raises SourceError outside of a checkout."""
    if not path.exists():
        raise SourceError(
            f"The dialogues {str(path)!r} are not there. They are part of zitat's checkout, not of "
            "the installed package: run this benchmark from a checkout."
        )
    rows = read_jsonl(path)
    return [Dialogue(**row | {"between": tuple(row.get("between", ()))}) for row in rows]


def judge(bot: Bot, dialogues: Iterable[Dialogue]) -> list[JudgedTurn]:
    """Ask each second question alone and after the first, and mark both answers."""
    judged = []
    for dialogue in dialogues:
        after = bot.ask(dialogue.second, [dialogue.first, *dialogue.between])
        # A question that takes nothing over is asked as if it stood alone.
        alone = after if after.asked == dialogue.second else bot.ask(dialogue.second)
        judged.append(
            JudgedTurn(dialogue, after.asked, mark(alone, dialogue), mark(after, dialogue))
        )
    return judged


def mark(answer: Answer, dialogue: Dialogue) -> Marks:
    """Mark the best candidates, shown as an answer or not, against the gold; white space folded."""
    best = answer.candidates[:3]
    in_article = [Path(c.citation.path).stem == dialogue.article for c in best]
    gold = " ".join(dialogue.answer.split())
    hits = [
        right and gold in " ".join(candidate.text.split())
        for right, candidate in zip(in_article, best, strict=True)
    ]
    return Marks(article=any(in_article[:1]), hit_1=any(hits[:1]), hit_3=any(hits))


def report(judged: Sequence[JudgedTurn]) -> list[str]:
    """Return the lines to print: counts by kind and part, then what the history spoilt."""
    lines = []
    for follows, name in ((True, "follow-ups"), (False, "topic changes")):
        of_kind = [j for j in judged if j.dialogue.follows == follows]
        for part in ("dev", "held", "all"):
            group = [j for j in of_kind if part in (j.dialogue.part, "all")]
            lines.append(f"{name}, {part} ({len(group)} dialogues)")
            lines.append(f"  without history: {_sums([j.alone for j in group])}")
            lines.append(f"  with history:    {_sums([j.after for j in group])}")
            lines.append(f"  question completed: {sum(_completed(j) for j in group)}")
    lost = [j for j in judged if not j.dialogue.follows and _is_lost(j)]
    lines.append(f"lost where the topic changed: {len(lost)}")
    lines += [f"  {j.dialogue.id} asked: {j.asked}" for j in lost]
    return lines


def run(index_dir: Path | None = None) -> None:
    """Ask the dialogues of an index of the news articles and print how many are right.

    The index in ``index_dir`` is used if it is up to date, else built; by default it is built
    somewhere temporary. Raises SourceError if the articles or the dialogues are not there.
    """
    dialogues = read_dialogues()
    news = eval_file("news")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) if index_dir is None else index_dir
        if not is_current(news, folder, IndexSettings.load().index_config):
            build(news, folder)
        judged = judge(Bot(folder), dialogues)
    print("\n".join(report(judged)))


def _sums(marks: Sequence[Marks]) -> str:
    sums = {
        "right article first": sum(m.article for m in marks),
        "right quote among three": sum(m.hit_3 for m in marks),
        "right quote first": sum(m.hit_1 for m in marks),
    }
    share = max(len(marks), 1)
    return ", ".join(f"{name} {count} ({count / share:.0%})" for name, count in sums.items())


def _completed(judged: JudgedTurn) -> bool:
    return judged.asked != judged.dialogue.second


def _is_lost(judged: JudgedTurn) -> bool:
    """Return whether anything that is right about the answer alone is wrong with the history."""
    alone, after = judged.alone, judged.after
    pairs = (
        (alone.article, after.article),
        (alone.hit_1, after.hit_1),
        (alone.hit_3, after.hit_3),
    )
    return any(was and not is_now for was, is_now in pairs)
