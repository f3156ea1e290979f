"""Verdicts of readers: kept, exported as questions, asked again."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot import Bot
from bot.cli import app
from bot.feedback.recheck import ask_again
from bot.feedback.verdicts import FEEDBACK, Feedback, add_feedback, as_questions, read_feedback
from bot.find.filters import Filters
from bot.gold.questions import read_questions
from bot.lab.bench.answers import judge

QUESTION = "Wie viel Prozent an OpenAI könnte Microsoft bekommen?"


@pytest.fixture(scope="module")
def right(seed_bot: Bot) -> Feedback:
    return Feedback.on(seed_bot.ask(QUESTION), "right", seed_bot.index.generation)


def test_a_verdict_is_read_back_as_it_was_given(tmp_path: Path, right: Feedback) -> None:
    narrowed = replace(right, date_from="2020-01-01", sources=("APA",), history=("Wer?",))
    add_feedback(tmp_path, right)
    add_feedback(tmp_path, narrowed)
    assert read_feedback(tmp_path) == [right, narrowed]
    assert right.generation == "generation-000001"
    assert narrowed.filters == Filters("2020-01-01", None, ("APA",))


def test_the_last_verdict_on_an_answer_counts(tmp_path: Path, right: Feedback) -> None:
    for verdict in ("right", "wrong", "not_helpful"):
        add_feedback(tmp_path, replace(right, verdict=verdict))
    assert [item.verdict for item in read_feedback(tmp_path)] == ["not_helpful"]


def test_damaged_lines_are_left_out_and_named(tmp_path: Path, right: Feedback, caplog) -> None:
    add_feedback(tmp_path, right)
    with (tmp_path / FEEDBACK).open("a") as file:
        file.write('{"time": 3}\n[]\n{"cut off\n')
    (tmp_path / FEEDBACK).write_bytes(b"\xef\xbb\xbf" + (tmp_path / FEEDBACK).read_bytes())
    assert read_feedback(tmp_path) == [right]
    assert [line in caplog.text for line in ("line 2", "line 3", "line 4")] == [True] * 3


def test_right_answers_become_questions_that_the_bench_judges(
    tmp_path: Path, right: Feedback, seed_bot: Bot
) -> None:
    none = seed_bot.ask("Wer gewann die Fußball-WM 1990?")
    assert not none.answered
    kept = [
        right,
        replace(right, question="Falsch?", verdict="wrong"),
        replace(right, question="Und wann?", history=(QUESTION,)),
        Feedback.on(none, "right", "generation-000001"),
    ]
    rows = list(as_questions(kept))
    assert [row["question"] for row in rows] == [QUESTION, "Wer gewann die Fußball-WM 1990?"]
    assert rows[0]["article"] == right.path
    assert rows[0]["answer"] in rows[0]["sentence"]
    assert rows[1]["article"] is None
    path = tmp_path / "own.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    assert [item.right for item in judge(seed_bot, read_questions(path))][:1] == [True]


def test_a_question_that_stands_alone_counts_wherever_in_a_conversation_it_was_asked(
    tmp_path: Path, right: Feedback
) -> None:
    later = replace(right, history=("Wer gewann die Fußball-WM 1990?",))
    assert [row["question"] for row in as_questions([later])] == [QUESTION]
    add_feedback(tmp_path, right)
    add_feedback(tmp_path, later)
    assert read_feedback(tmp_path) == [later]


def test_the_command_exports_the_file(seed_index_dir: Path, tmp_path: Path, right) -> None:
    add_feedback(tmp_path, right)
    output = tmp_path / "own.jsonl"
    arguments = ["feedback", "--index-dir", str(tmp_path), "--output", str(output)]
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 0, result.output
    assert json.loads(output.read_text())["question"] == QUESTION
    assert "judged right 1, wrong 0, not helpful 0" in result.output


def test_changed_lost_and_found_answers_are_told_apart(right: Feedback, seed_bot: Bot) -> None:
    unanswerable = "Wer gewann die Fußball-WM 1990?"
    kept = [
        right,
        replace(right, quote="Ein anderer Satz."),
        replace(right, question=unanswerable),
        replace(right, quote=None, path=None),
        replace(right, question=unanswerable, quote=None, path=None),
        replace(right, sources=("gibt es nicht",)),
    ]
    assert [item.change for item in ask_again(seed_bot, kept)] == [
        "changed",
        "lost",
        "found",
        "lost",
    ]
