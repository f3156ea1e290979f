"""What a scorer makes of examples, and how sure that is: learned and tested by article."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.answering.confidence import NAMES, Calibration, measure_confidence
from bot.answering.fitting import fit_calibration, learn_logistic
from bot.arrays import Floats
from bot.lab.bench.measures import auroc, calibration_error, coverage_at, wilson
from bot.lab.ranking.examples import Example
from bot.lab.training.sources import Asked
from bot.rank.scorer import Ranking, Scorer

FOLDS = 3
ACCURACY = 0.8
# Of so many answerable questions comes one whose answer the archive does not hold.
ANSWERABLE = 4


def fold_of(asked: Asked) -> int:
    """Return the part of the cross-validation that a question is in, by the text it is about."""
    return zlib.crc32(asked.text.encode()) % FOLDS


@dataclass(frozen=True, slots=True)
class JudgedRanking:
    """What the first candidate for a question is worth, and what its confidence is made of.

    ``row``: (1, ``NAMES``). ``place``: that of the first right candidate, from 0; None without one.
    """

    asked: Asked
    row: Floats
    place: int | None
    answerable: bool


def judge(ranking: Ranking, example: Example) -> JudgedRanking:
    """Judge the first candidate that a ranking chooses."""
    log_shares = ranking.log_shares(example.features, example.article_of)
    allowed = np.flatnonzero(example.allowed)
    ranked = allowed[np.argsort(-log_shares[allowed], kind="stable")]
    places = np.flatnonzero(example.gold[ranked])
    return JudgedRanking(
        asked=example.asked,
        row=measure_confidence(
            example.question,
            example.features,
            example.article_of,
            log_shares,
            ranked[:1],
            example.article_count,
        ),
        place=int(places[0]) if len(places) else None,
        answerable=bool(example.asked.spans) and not example.hidden,
    )


def everyday_mix(judged: Sequence[JudgedRanking]) -> list[JudgedRanking]:
    """Return questions mixed as people ask, as far as a guess can be stated.

    About a fifth of them has no answer. A probability is right only for a mix.
    """
    answerable = [item for item in judged if item.answerable]
    others = [item for item in judged if not item.answerable]
    step = max(1, round(len(others) * ANSWERABLE / max(len(answerable), 1)))
    return [*answerable, *others[::step]]


def learn_confidence(judged: Sequence[JudgedRanking]) -> tuple[Scorer, Calibration, list[float]]:
    """Learn the confidence; also return that of each, by weights that did not see its article."""
    rows = np.concatenate([item.row for item in judged])
    right = np.array([item.place == 0 for item in judged])
    folds = np.array([fold_of(item.asked) for item in judged])
    unseen = np.zeros(len(rows), dtype=np.float32)
    for fold in range(FOLDS):
        scorer = learn_logistic(NAMES, rows[folds != fold], right[folds != fold])
        unseen[folds == fold] = scorer(rows[folds == fold])
    calibration = fit_calibration(unseen, right, ACCURACY)
    return learn_logistic(NAMES, rows, right), calibration, calibration.confidences(unseen)


def describe(judged: Sequence[JudgedRanking]) -> str:
    """Return how often the right sentence is the first, among 3, among 16, as lines of text."""
    lines = []
    for language in ("de", "en"):
        group = [item for item in judged if item.asked.language == language and item.answerable]
        shares = ", ".join(
            f"hit@{k} {_share([item.place is not None and item.place < k for item in group])}"
            for k in (1, 3, 16)
        )
        lines.append(f"{language}: {len(group)} questions, {shares}")
    return "\n".join(lines)


def describe_confidence(
    judged: Sequence[JudgedRanking], confidences: Sequence[float], threshold: float
) -> str:
    """Return how well confidences separate right from wrong answers, as lines of text."""
    right = [item.place == 0 for item in judged]
    answerable = [item.answerable for item in judged]
    area = auroc(confidences, answerable)
    shown = [ok for ok, p in zip(right, confidences, strict=True) if p >= threshold]
    lines = [
        f"{len(judged)} questions, {sum(answerable)} answerable",
        f"answerable or not, AUROC: {'–' if area is None else f'{area:.3f}'}",
        f"coverage at {ACCURACY:.0%} accuracy: {coverage_at(confidences, right, ACCURACY):.3f}",
        f"calibration error: {calibration_error(confidences, right):.3f}",
        f"shown from {threshold:.2f} on: {len(shown)}, right of them {_share(shown)}",
    ]
    return "\n".join(lines)


def _share(flags: Sequence[bool]) -> str:
    if not flags:
        return "–"
    low, high = wilson(sum(flags), len(flags))
    return f"{sum(flags) / len(flags):.3f} ({low:.3f}–{high:.3f})"
