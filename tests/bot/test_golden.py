"""The golden set: what a reader of invented articles asks, and what must be quoted for it."""

import json
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest

from bot import Answer, Bot
from index import build

GOLDEN = Path(__file__).parent.parent / "golden"
ARTICLES = GOLDEN / "articles"
LEAST_RIGHT = 0.83  # share of the answerable questions whose first quote holds the answer
MOST_ANSWERED = 0.2  # what the reader of today reaches; 0.1 is what is wanted


class GoldenQuestion(NamedTuple):
    """A question with the article that answers it, or the one that only seems to."""

    id: str
    lang: str
    question: str
    style: str
    kind: str
    article: str | None = None
    answer: str | None = None
    near: str | None = None


def read_questions() -> list[GoldenQuestion]:
    lines = (GOLDEN / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    return [GoldenQuestion(**json.loads(line)) for line in lines]


QUESTIONS = read_questions()
ANSWERABLE = [question for question in QUESTIONS if question.answer is not None]
NEAR_MISSES = [question for question in QUESTIONS if question.answer is None]


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Answer]:
    """Ask every golden question once; the answers by the question's id."""
    index_dir = tmp_path_factory.mktemp("golden") / "index"
    build(ARTICLES, index_dir)
    with pytest.MonkeyPatch.context() as as_shipped:
        as_shipped.delenv("ZITAT_READER")
        as_shipped.delenv("ZITAT_ACCURACY")
        bot = Bot(index_dir)
    found = bot.ask_many([question.question for question in QUESTIONS])
    return {question.id: answer for question, answer in zip(QUESTIONS, found, strict=True)}


def test_first_quotes_hold_the_answer(answers: dict[str, Answer]) -> None:
    """Whether or not the quote is shown: what is found is judged here, what is refused below."""
    wrong = [question for question in ANSWERABLE if not is_right(question, answers[question.id])]
    right = 1 - len(wrong) / len(ANSWERABLE)
    assert right >= LEAST_RIGHT, f"{right:.0%} right:\n{table(wrong, answers)}"


def test_every_candidate_is_a_verbatim_slice_of_its_file_and_its_span_of_it(
    answers: dict[str, Answer],
) -> None:
    for answer in answers.values():
        for candidate in answer.candidates:
            cited = candidate.citation
            text = (ARTICLES / cited.path).read_text(encoding="utf-8")
            assert text[cited.start : cited.end] == cited.quote == candidate.text != ""
            if candidate.span is not None:
                assert candidate.span_offsets is not None
                assert candidate.text[slice(*candidate.span_offsets)] == candidate.span != ""


def test_near_misses_are_refused(answers: dict[str, Answer]) -> None:
    answered = [question for question in NEAR_MISSES if answers[question.id].answered]
    share = len(answered) / len(NEAR_MISSES)
    assert share <= MOST_ANSWERED, f"{share:.0%} answered:\n{table(answered, answers)}"


def test_golden_set_is_sound() -> None:
    """An answer that stood twice in its article could be right in a sentence that is wrong."""
    articles = {path.stem: path.read_text(encoding="utf-8") for path in ARTICLES.iterdir()}
    assert len({question.id for question in QUESTIONS}) == len(QUESTIONS)
    assert 60 <= len(QUESTIONS) <= 64
    assert len(ANSWERABLE) >= 40
    assert len(NEAR_MISSES) >= 22
    styles = Counter(question.style for question in QUESTIONS)
    assert styles.keys() == {"plain", "synonym", "clause", "keywords", "english", "unanswerable"}
    assert min(styles.values()) >= 6
    for question in ANSWERABLE:
        assert question.article is not None and question.near is None, question.id
        assert articles[question.article].count(question.answer or "") == 1, question.id
    for question in NEAR_MISSES:
        assert question.near in articles and question.article is None, question.id
        assert question.style == "unanswerable", question.id


def is_right(question: GoldenQuestion, answer: Answer) -> bool:
    if not answer.candidates:
        return False
    first = answer.candidates[0]
    return (
        question.answer is not None
        and question.answer in first.text
        and Path(first.citation.path).stem == question.article
    )


def table(questions: list[GoldenQuestion], answers: dict[str, Answer]) -> str:
    """Return a line for each question: what was asked, what was expected, what came first."""
    lines = []
    for question in questions:
        candidates = answers[question.id].candidates
        first = f"{candidates[0].citation.path}: {candidates[0].text}" if candidates else "nothing"
        lines.append(
            f"{question.id} ({question.kind}) {question.question}\n"
            f"    expected {question.answer or 'a refusal'}, got {first}"
        )
    return "\n".join(lines)
