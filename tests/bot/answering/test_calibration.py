import json
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bot import Bot, bundled
from bot.answering import calibration
from bot.answering.calibration import (
    NAME,
    FittedTo,
    StoredCalibration,
    as_json,
    bundled_calibration,
    read_calibration,
)
from bot.answering.confidence import Calibration
from bot.answering.fitting import fit_calibration, fit_platt, learn_logistic, measure_levels
from bot.bundled import read_bundled
from bot.gold.calibrate import calibrate
from bot.gold.questions import Gold
from bot.reader.own import NAME as OWN_READER
from index.errors import IndexDamagedError, ModelError, SettingError, SourceError
from tests.conftest import ROOT

ARTICLE = "000_bedaab97efa26e68.txt"
QUESTIONS = [
    Gold(f"Wie viel Prozent an OpenAI könnte Microsoft bekommen, Nummer {n}?", "de", "", False, a)
    for n, a in enumerate([((ARTICLE, "49 Prozent"),)] * 12 + [()] * 12)
]


FALLING = '{"slope": 1, "offset": 0, "accuracy": 0.8, "levels": [[0.8, 0.5], [0.5, 0.6]]}'


OTHER = FALLING.replace("0.6", "0.9").replace("0.5]", "0.9]")[:-1] + ', "fitted_to": {"x": 1}}'


LOWER = '{"slope": 1, "offset": 0, "accuracy": 0.8, "levels": [[0.5, 0.6], [0.8, 0.5]]}'


NOW = FittedTo(model="m", weights="w", reader=None, articles=100)


def test_without_a_stored_calibration_the_one_bundled_is_used(tmp_path: Path) -> None:
    assert read_calibration(tmp_path, NOW) == bundled_calibration(None)
    assert 0 < bundled_calibration(None).threshold() <= 1
    with_reader = read_calibration(tmp_path, replace(NOW, reader=OWN_READER))
    assert with_reader == bundled_calibration(OWN_READER) != bundled_calibration(None)


def test_a_calibration_is_stored_beside_the_index_and_used(
    seed_index_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ZITAT_ACCURACY")
    index_dir = tmp_path / "index"
    shutil.copytree(seed_index_dir, index_dir)
    stored = calibrate(QUESTIONS, index_dir)
    assert stored.questions == len(QUESTIONS)
    assert [path.name for path in index_dir.glob("*calibration*")] == [NAME]
    assert json.loads((index_dir / NAME).read_text())["slope"] == stored.slope
    bot = Bot(index_dir)
    assert stored.fitted_to == bot.fitted_to
    answers = bot.ask_many([gold.question for gold in QUESTIONS])
    assert stored.shown >= sum(answer.answered for answer in answers) > 0
    assert stored.shown_right >= stored.shown * stored.accuracy
    found = bot.ask(QUESTIONS[0].question)
    threshold = read_calibration(index_dir, bot.fitted_to).threshold()
    assert found.answered == (found.confidence >= threshold)


@pytest.mark.parametrize(
    ("now", "used", "says"),
    [
        (NOW, True, None),
        (replace(NOW, articles=290), True, None),
        (replace(NOW, articles=310), True, "fitted to 100 articles, now there are 310"),
        (replace(NOW, articles=30), True, "fitted to 100 articles, now there are 30"),
        (replace(NOW, model="n"), False, "not used: it was fitted to the model m, now it is n"),
        (replace(NOW, weights="v"), False, "the weights w, now it is v"),
        (replace(NOW, reader="r"), False, "the reader (none), now it is r"),
    ],
)
def test_a_calibration_is_used_with_what_it_was_fitted_to(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, now: FittedTo, used: bool, says: str | None
) -> None:
    stored = StoredCalibration(
        1, 0, ((0.8, 0.5),), 0.8, questions=30, shown=9, shown_right=8, fitted_to=NOW
    )
    (tmp_path / NAME).write_text(as_json(stored))
    found = read_calibration(tmp_path, now)
    assert found == (
        Calibration(1, 0, stored.levels, 0.8) if used else bundled_calibration(now.reader)
    )
    assert [says in message for message in caplog.messages] == [True] * (says is not None)


def test_of_a_calibration_that_does_not_say_what_it_was_fitted_to_that_is_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    stored = StoredCalibration(1, 0, (), 0.8, questions=30, shown=9, shown_right=8, fitted_to=NOW)
    fields = json.loads(as_json(stored))
    del fields["fitted_to"]
    (tmp_path / NAME).write_text(json.dumps(fields))
    assert read_calibration(tmp_path, NOW).slope == 1
    assert "does not say what it was fitted to" in caplog.text


def test_with_a_reader_that_nothing_was_fitted_to_that_is_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assert read_calibration(tmp_path, replace(NOW, reader="r")) == bundled_calibration("r")
    assert "zitat calibrate QUESTIONS --reader r" in caplog.text


@pytest.mark.parametrize(
    "content", ["", "[]", OTHER, '{"slope": 1}', '{"slope": NaN}', "{", FALLING, LOWER]
)
def test_a_damaged_calibration_is_refused_with_the_remedy(tmp_path: Path, content: str) -> None:
    (tmp_path / NAME).write_text(content)
    with pytest.raises(IndexDamagedError, match="zitat calibrate"):
        read_calibration(tmp_path, NOW)


def test_what_cannot_be_calibrated_by_is_refused(seed_index_dir: Path) -> None:
    with pytest.raises(SourceError, match="too few"):
        calibrate(QUESTIONS[:3], seed_index_dir)
    with pytest.raises(SettingError, match="between 0 and 1"):
        calibrate(QUESTIONS, seed_index_dir, accuracy=1.5)
    foreign = Gold("Wer?", "de", "", False, (("other.txt", "x"),))
    with pytest.raises(SourceError, match=r"other\.txt"):
        calibrate([*QUESTIONS, foreign], seed_index_dir)
    with pytest.raises(SourceError, match="too few"):
        calibrate([QUESTIONS[0]] * 30, seed_index_dir)
    never_right = [replace(gold, answers=((ARTICLE, "Kein Wort davon"),)) for gold in QUESTIONS]
    with pytest.raises(SourceError, match="no likelier right"):
        calibrate(never_right, seed_index_dir)
    assert not (seed_index_dir / NAME).exists()


@pytest.mark.parametrize("name", ["ranking.json", "calibration.json"])
def test_weights_that_are_missing_or_damaged_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    shutil.copytree(ROOT / "bot" / "weights", tmp_path / "weights")
    monkeypatch.setattr(bundled, "files", lambda _: tmp_path)
    assert read_bundled(name)
    path = tmp_path / "weights" / name
    content = bytearray(path.read_bytes())
    content[-9] ^= 128
    path.write_bytes(content)
    with pytest.raises(ModelError, match=rf"{name} is damaged"):
        read_bundled(name)
    path.unlink()
    with pytest.raises(ModelError, match=rf"{name} is missing"):
        read_bundled(name)


def test_a_stricter_accuracy_needs_a_higher_confidence() -> None:
    levels = measure_levels([0.9, 0.8, 0.7, 0.6, 0.1], [True, True, False, True, False], 0.72)
    calibration = Calibration(1, 0, levels, 0.72)
    assert calibration.threshold() == 0.6  # 3 of 4 are right from there on
    assert calibration.threshold(0.9) == 0.8
    assert calibration.threshold(0.2) == 0.1
    assert calibration.threshold(0.97) > 1  # no level was measured for that


def test_the_answer_at_a_level_is_shown() -> None:
    scores = np.linspace(-3, 3, 101, dtype=np.float32)
    calibration = fit_calibration(scores, scores > 0.5, 0.8)
    shown = calibration.confidences(scores)
    assert calibration.levels
    assert all(level in shown for _, level in calibration.levels)


def test_where_no_answers_are_right_often_enough_none_is_shown() -> None:
    levels = measure_levels([0.9, 0.8], [False, True], 0.8)
    assert Calibration(1, 0, levels, 0.8).threshold() > 1


def test_the_wanted_accuracy_is_a_setting(
    seed_index_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = Bot(seed_index_dir).ask(QUESTIONS[0].question)
    for accuracy in (0.2, 0.95):
        monkeypatch.setenv("ZITAT_ACCURACY", str(accuracy))
        again = Bot(seed_index_dir).ask(QUESTIONS[0].question)
        assert again.confidence == found.confidence
        assert again.answered == (
            found.confidence >= bundled_calibration(OWN_READER).threshold(accuracy)
        )


def test_platt_finds_the_curve_that_made_the_data() -> None:
    rng = np.random.default_rng(0)
    scores = rng.normal(size=20_000).astype(np.float32)
    right = rng.random(20_000) < 1 / (1 + np.exp(-(2 * scores - 1)))
    slope, offset = fit_platt(scores, right)
    assert slope == pytest.approx(2, abs=0.1)
    assert offset == pytest.approx(-1, abs=0.1)


def test_the_logistic_model_learns_the_column_that_tells_whatever_it_is_measured_in() -> None:
    rng = np.random.default_rng(0)
    rows = rng.normal((5, -30, 2), (1, 10, 0.1), size=(500, 3)).astype(np.float32)
    right = rows[:, 2] > 2.05
    scorer = learn_logistic(tuple("abc"), rows, right)
    probabilities = 1 / (1 + np.exp(-scorer(rows)))
    assert probabilities.mean() == pytest.approx(right.mean(), abs=0.01)
    assert ((probabilities > 0.5) == right).mean() > 0.95
    again = learn_logistic(tuple("abc"), rows, right)
    assert np.array_equal(again.weights, scorer.weights)


@pytest.mark.parametrize("changed", ["ranking.json", "confidence.json", "weighing.json"])
def test_other_weights_are_seen_by_what_was_fitted_to_them(
    changed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_other(name: str, package: str = "bot") -> bytes:
        return read_bundled(name, package) + (b" " if name == changed else b"")

    before = [FittedTo.of("m", reader, 3).weights for reader in (None, OWN_READER)]
    monkeypatch.setattr(calibration, "read_bundled", read_other)
    after = [FittedTo.of("m", reader, 3).weights for reader in (None, OWN_READER)]
    assert before[1] != after[1]
    assert (before[0] == after[0]) == (changed == "weighing.json")
