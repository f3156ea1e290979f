"""What each part contributes: the same questions with one part of the Bot switched off.

A part's scores become zero where it searches. Where it is a column of the features, each column
takes its mean over the question's candidates: so that it cannot distinguish them. The weights stay
those that were learned with every part, so that the loss is what the shipped Bot owes to the part,
not what one trained without it would lack.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal, cast, get_args

import numpy as np
import numpy.typing as npt

from bot.arrays import Flags, Floats, Rows
from bot.find.retriever import Retriever
from bot.gold.questions import Gold
from bot.lab.bench.answers import Judged, judge
from bot.lab.bench.measures import auroc, wilson
from bot.pipeline import Bot
from bot.question import Question
from bot.rank.candidates import Candidates
from bot.rank.features import Features
from bot.rank.ranking import Ranker
from bot.rank.word_table import WordTable
from index import Index
from index.embedding.embedder import own_model
from index.errors import SettingError
from index.store.lexical import Scores

Part = Literal["dense", "bm25", "likeness", "context"]
PARTS: tuple[Part, ...] = get_args(Part)

# The columns of each part, by how their names begin.
_COLUMNS: dict[Part, str] = {
    "dense": r"(best |second |mean )?dense",
    "bm25": r"(best |second )?bm25",
    "context": r"around|local around|window",
}


def read_part(name: str) -> Part:
    """Return the part of that name. Raises SettingError that lists those there are."""
    for part in PARTS:
        if part == name:
            return part
    raise SettingError(f"There is no part {name!r}. Expected one of: {', '.join(PARTS)}.")


class AblatedBot(Bot):
    """A Bot that answers without one of its parts."""

    def __init__(self, index_dir: str | Path, part: Part, reader: str | None = None) -> None:
        super().__init__(index_dir, reader=reader)
        self._ranker = _AblatedRanker(self.index, part)


class _AblatedRanker(Ranker):
    def __init__(self, index: Index, part: Part) -> None:
        super().__init__(index)
        self._part = part
        if part == "dense":
            self.retriever = Retriever(cast(Index, _WithoutVectors(index)))
        elif part == "bm25":
            self.retriever = _WithoutWords(index)
        elif part == "likeness":
            self._splitter.words = _ExactWords(own_model())

    def find(self, question: Question, vector: Floats, hidden: Flags | None) -> Candidates | None:
        found = super().find(question, vector, hidden)
        if found is None or self._part not in _COLUMNS:
            return found
        return replace(found, features=_without(found.features, self._part))


class _WithoutVectors:
    """An index whose chunks are all as near to any question."""

    def __init__(self, index: Index) -> None:
        self._index = index

    def __getattr__(self, name: str) -> Any:
        return getattr(self._index, name)

    def dense_search(self, *_: object) -> npt.NDArray[np.int64]:
        return np.zeros(0, dtype=np.int64)

    def dense_scores(self, question_vector: Floats, rows: npt.NDArray[np.int64]) -> Floats:
        return np.zeros(len(rows), dtype=np.float32)


class _WithoutWords(Retriever):
    def _lexical_scores(self, question: Question) -> Scores:
        return self._index.lexical.scores([])


class _ExactWords(WordTable):
    """A table in which no two words are alike, but for their stems."""

    def vectors(self, rows: Rows) -> tuple[Floats, Floats]:
        return tuple(np.zeros_like(one) for one in super().vectors(rows))  # type: ignore[return-value]


def _without(features: Features, part: Part) -> Features:
    """Return features in which a part's columns say the same of every candidate."""
    pattern = re.compile(rf"(?:{_COLUMNS[part]})(?![^\W_])")
    return replace(
        features,
        sentences=_levelled(features.sentences, features.sentence_names, pattern),
        articles=_levelled(features.articles, features.article_names, pattern),
    )


def _levelled(rows: Floats, names: Sequence[str], pattern: re.Pattern[str]) -> Floats:
    columns = np.array([bool(pattern.match(name)) for name in names])
    return np.where(columns, rows.mean(axis=0), rows).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Row:
    """What is left without a part (``None``: with all of them)."""

    part: Part | None
    judged: Sequence[Judged]


def ablate(index_dir: Path, questions: Sequence[Gold]) -> list[Row]:
    """Ask all questions with every part, and without each."""
    rows = [Row(None, judge(Bot(index_dir), questions))]
    rows += [Row(part, judge(AblatedBot(index_dir, part), questions)) for part in PARTS]
    return rows


def render(rows: Sequence[Row]) -> str:
    """Return the table: article@1, hit@1 and hit@3 by language, AUROC of all."""
    languages = sorted({item.gold.language for item in rows[0].judged})
    titles = [f"{language} {name}" for language in languages for name in _MEASURES]
    lines = [f"{'without':18}" + "".join(f"{title:18}" for title in titles) + "AUROC"]
    for row in rows:
        cells = []
        for language in languages:
            group = [i for i in row.judged if i.gold.language == language and i.gold.answers]
            cells += [_cell(sum(map(holds, group)), len(group)) for holds in _MEASURES.values()]
        area = auroc(
            [item.answer.confidence for item in row.judged],
            [bool(item.gold.answers) for item in row.judged],
        )
        end = "–" if area is None else f"{area:.2f}"
        lines.append(f"{row.part or '(nothing)':18}{''.join(f'{c:18}' for c in cells)}{end}")
    return "\n".join(lines)


_MEASURES: dict[str, Callable[[Judged], bool]] = {
    "article@1": lambda item: item.article_rank == 0,
    "hit@1": lambda item: item.hit_rank == 0,
    "hit@3": lambda item: item.hit_rank is not None and item.hit_rank < 3,
}


def _cell(right: int, count: int) -> str:
    low, high = wilson(right, count)
    return f"{right / max(count, 1):.2f} ({low:.2f}–{high:.2f})"
