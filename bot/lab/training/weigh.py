"""Learn how both stages are weighed: ``python -m bot.lab.training.weigh``.

Asks the questions that the reader has not seen (one article in ten is kept back from its training),
in one archive of all texts and in small ones, and some of them with the answering article hidden.
Fits the weight of the search in the order, the confidence, and the level from which on an answer is
shown; prints what cross-validation by article says; writes them beside the reader.
"""

import argparse
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from bot.answering.calibration import NAME as CALIBRATION
from bot.answering.calibration import as_json
from bot.answering.confidence import Calibration
from bot.answering.fitting import fit_calibration, learn_logistic
from bot.lab.bench.measures import auroc, calibration_error, coverage_at
from bot.lab.training.search import Search, archives_of_each_size, search_of, with_hidden
from bot.lab.training.sources import Asked, archive_questions, archive_texts
from bot.reader.own import GRAPH, TOKENIZER, OwnReader
from bot.reader.read import ReadPassages
from bot.reader.weighing import (
    FACTS,
    WEIGHTS,
    Facts,
    Weighing,
    both_stages,
    measure,
    weighing_as_json,
)
from index.model.check import write_checksums

FOLDER = Path("bot/reader/weights")
# Every so many-th question is asked of a small archive of each size, too.
SMALL_STEP = 4
# One in so many answerable questions is asked again with its article hidden.
HIDDEN_STEP = 5
# The share of the shown answers that is to be right.
ACCURACY = 0.9
FOLDS = 5


@dataclass(frozen=True, slots=True)
class Example:
    """What both stages say under one question; ``gold`` marks the candidates that answer it.

    ``hidden``: whether the text that it is about was kept from the search; ``small``: whether the
    archive was a small one.
    """

    asked: Asked
    facts: Facts
    gold: npt.NDArray[np.bool_]
    hidden: bool
    small: bool


def main() -> None:
    """Parse the command line, fit, and write."""
    parser = argparse.ArgumentParser(description="Fit how search and reader are weighed.")
    parser.add_argument("--train", type=Path, default=Path("../shared/train"))
    parser.add_argument("--evaluation", type=Path, default=Path("../shared/eval"))
    parser.add_argument("--accuracy", type=float, default=ACCURACY)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--every", type=int, default=1, help="only every so many-th question")
    options = parser.parse_args()
    examples = gather(options.train, options.evaluation, options.processes, options.every)
    search = fit_order(examples)
    print(f"{len(examples)} examples; the search counts {search:.2f} beside the reader")
    weighing, calibration = fit_confidence(examples, search, options.accuracy)
    print(describe(examples, search, options.accuracy))
    (FOLDER / WEIGHTS).write_text(weighing_as_json(weighing), encoding="utf-8")
    (FOLDER / CALIBRATION).write_text(as_json(calibration), encoding="utf-8")
    write_checksums(FOLDER, (GRAPH, TOKENIZER, WEIGHTS, CALIBRATION))


def gather(train: Path, evaluation: Path, processes: int, every: int = 1) -> list[Example]:
    """Return the examples of all questions that were kept back."""
    texts = archive_texts(train, evaluation)
    kept = [asked for asked in archive_questions(train, evaluation) if asked.kept_back][::every]
    jobs = [(texts, kept[part::processes], False) for part in range(processes)]
    small = archives_of_each_size(texts, kept, SMALL_STEP)
    jobs += [(archive, own, True) for archive, own in small]
    with ProcessPoolExecutor(processes) as pool:
        return [example for found in pool.map(_ask_all, jobs) for example in found]


def _ask_all(job: tuple[dict[str, str], list[Asked], bool]) -> list[Example]:
    texts, questions, small = job
    model = OwnReader.load()
    examples = []
    with search_of(texts) as search:
        for asked, hidden in with_hidden(questions, HIDDEN_STEP):
            examples.append(_ask(search, model, asked, hidden, small))
    return [example for example in examples if example is not None]


def _ask(
    search: Search, model: OwnReader, asked: Asked, hidden: tuple[str, ...], small: bool
) -> Example | None:
    question, ranked = search.rank(asked.question, hidden)
    if ranked is None:
        return None
    facts = ReadPassages.read(model, question, ranked, search.index.articles).facts()
    if not facts.positions:
        return None
    gold = search.answering(asked, ranked.found)[np.array(facts.positions, dtype=np.int64)]
    return Example(asked, facts, gold, bool(hidden), small)


def fit_order(examples: Sequence[Example]) -> float:
    """Return what the search counts beside the reader: conditional logit over the candidates."""
    answerable = [example for example in examples if example.gold.any()]

    def loss(weights: npt.NDArray[np.float64]) -> float:
        scale, search = weights
        total = 0.0
        for example in answerable:
            order = scale * both_stages(example.facts, search)
            total += np.logaddexp.reduce(order) - np.logaddexp.reduce(order[example.gold])
        return total / len(answerable)

    found = minimize(loss, np.array([0.5, 0.5]), method="Nelder-Mead")
    return float(np.clip(found.x[1], 0, 3))


def fit_confidence(
    examples: Sequence[Example], search: float, accuracy: float
) -> tuple[Weighing, Calibration]:
    """Return the weights of the confidence, and its calibration by cross-validated scores."""
    rows, right = _rows(examples, search)
    weighing = Weighing(search, learn_logistic(FACTS, rows, right))
    return weighing, fit_calibration(_cross_validated(examples, rows, right), right, accuracy)


def describe(examples: Sequence[Example], search: float, accuracy: float) -> str:
    """Return what cross-validation by article says, as lines of text."""
    rows, right = _rows(examples, search)
    scores = _cross_validated(examples, rows, right)
    calibration = fit_calibration(scores, right, accuracy)
    confidence = np.array(calibration.confidences(scores))
    level = calibration.threshold()
    answerable = np.array([bool(e.asked.spans) and not e.hidden for e in examples])
    groups: dict[str, npt.NDArray[np.bool_]] = {"all": np.ones(len(examples), dtype=bool)}
    for style in sorted({example.asked.style for example in examples}):
        groups[style] = np.array([e.asked.style == style and not e.hidden for e in examples])
    groups["hidden"] = np.array([e.hidden for e in examples])
    groups["small"] = np.array([e.small for e in examples])
    lines = [f"level {level:.2f}; cross-validated in {FOLDS} parts by article"]
    for name, inside in groups.items():
        own, of = confidence[inside], right[inside]
        shown = own >= level
        parts = [f"{name:14}{inside.sum():>5}  right first {of.mean():.2f}"]
        parts.append(f"shown {shown.sum()}, right {of[shown].mean() if shown.any() else 0:.2f}")
        parts.append(f"ECE {calibration_error(own.tolist(), of.tolist()):.3f}")
        if answerable[inside].any() and not answerable[inside].all():
            parts.append(f"AUROC {auroc(own.tolist(), answerable[inside].tolist()):.3f}")
            parts.append(f"coverage at 80 % {coverage_at(own.tolist(), of.tolist(), 0.8):.2f}")
        lines.append(", ".join(parts))
    return "\n".join(lines)


def _rows(
    examples: Sequence[Example], search: float
) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.bool_]]:
    """Return the facts of each question's first candidate, and whether it answers."""
    rows, right = [], []
    for example in examples:
        order = both_stages(example.facts, search)
        first = int(order.argmax())
        rows.append(measure(example.facts, order)[first])
        right.append(bool(example.gold[first]))
    return np.stack(rows), np.array(right)


def _cross_validated(
    examples: Sequence[Example],
    rows: npt.NDArray[np.float32],
    right: npt.NDArray[np.bool_],
) -> npt.NDArray[np.float32]:
    """Return each question's raw confidence by weights that never saw its article."""
    texts = sorted({example.asked.text for example in examples})
    fold = np.array([texts.index(example.asked.text) % FOLDS for example in examples])
    scores = np.zeros(len(rows), dtype=np.float32)
    for part in range(FOLDS):
        scorer = learn_logistic(FACTS, rows[fold != part], right[fold != part])
        scores[fold == part] = scorer(rows[fold == part])
    return scores


if __name__ == "__main__":
    main()
