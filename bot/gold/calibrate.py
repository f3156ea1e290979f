"""Fit the confidence to a user's own archive, from questions whose answers are known."""

import math
import os
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np

from bot.answering.calibration import NAME, StoredCalibration, as_json
from bot.answering.fitting import fit_calibration
from bot.gold.questions import Gold, answering_articles, is_hit
from bot.pipeline import Bot
from index.errors import SettingError, SourceError

MIN_QUESTIONS = 20


def calibrate(
    questions: Sequence[Gold],
    index_dir: Path,
    model: str | None = None,
    accuracy: float = 0.8,
    reader: str | None = None,
) -> StoredCalibration:
    """Fit the confidence to an index and store it there; a Bot opened from then on uses it.

    Every answerable question is asked twice: as it is, and with the articles that answer it
    hidden, so that no right answer is left. From then on an answer is shown if its confidence
    reaches the level from which on at least ``accuracy`` of these were right; if none does, no
    answer is shown. What is fitted holds with this ``reader`` only (or none).

    Raises SettingError for an accuracy outside 0 to 1, SourceError for fewer than
    ``MIN_QUESTIONS`` different questions, half of them with an answer, for a gold article that the
    index does not hold, and for questions that say nothing of how sure an answer is.
    """
    if not 0 < accuracy < 1:
        raise SettingError(f"The accuracy is {accuracy}: expected a number between 0 and 1.")
    asked_for = len({gold.question for gold in questions})
    with_answer = len({gold.question for gold in questions if gold.answers})
    if asked_for < MIN_QUESTIONS or with_answer < MIN_QUESTIONS // 2:
        raise SourceError(
            f"{asked_for} different questions, {with_answer} of them with an answer, are too few "
            f"to calibrate by: expected at least {MIN_QUESTIONS}, half of them with an answer, "
            "better 200."
        )
    bot = Bot(index_dir, model, reader)
    answerable = [gold for gold in questions if gold.answers]
    hidden = [answering_articles(bot.index, gold) for gold in answerable]
    texts = [gold.question for gold in questions]
    asked = bot.confidence_scores(texts, [None] * len(texts))
    twins = bot.confidence_scores([gold.question for gold in answerable], hidden)
    right = [
        bool(answer.candidates) and is_hit(answer.candidates[0], gold)
        for gold, (_, answer) in zip(questions, asked, strict=True)
    ] + [False] * len(twins)
    scores = np.array([score for score, _ in (*asked, *twins)], dtype=np.float32)
    found = np.isfinite(scores)  # none, where all articles of a small archive are hidden
    scores, was_right = scores[found], np.array(right)[found]
    fitted = fit_calibration(scores, was_right, accuracy)
    rises = math.isfinite(fitted.offset) and 0 < fitted.slope < math.inf
    if not (rises and any(right)):
        raise SourceError(
            "By these questions a surer answer is no likelier right, so that nothing can be fitted "
            "to them; nothing was changed. Check their answers, or take more of them."
        )
    shown = np.array(fitted.confidences(scores)) >= fitted.threshold()
    stored = StoredCalibration(
        **asdict(fitted),
        questions=len(questions),
        shown=int(shown.sum()),
        shown_right=int(was_right[shown].sum()),
        fitted_to=bot.fitted_to,
    )
    _write(Path(index_dir) / NAME, as_json(stored))
    return stored


def _write(path: Path, text: str) -> None:
    """Put a file in place of the old one, whole or not at all."""
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", dir=path.parent, prefix=".calibration-", delete=False
    ) as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.replace(file.name, path)  # noqa: PTH105  atomic on every system
