import json
from dataclasses import replace
from pathlib import Path

import pytest

from bot import Bot
from bot.gold.questions import Gold, read_questions
from bot.lab.bench.answers import judge
from bot.lab.bench.report import misses, report
from index.errors import SourceError

GOLD = Gold(
    "Wie viel Geld will Microsoft in OpenAI stecken?",
    "de",
    "how_much",
    False,
    (("001_85ee735918666742", "zehn Milliarden Dollar"), ("000_bedaab97efa26e68.txt", "zehn")),
)
NONE = Gold("Wie wird das Wetter in Lima?", "de", "what", False, ())


def test_both_forms_of_questions_are_read(tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    rows = [
        {"question": "A?", "article": "a", "answer": "x", "lang": "en", "paraphrase": True},
        {"question": "B?", "article": None, "answer": None},
        {"question": "C?", "gold": [{"article": "c.txt", "answer": "y"}]},
        {"question": "D?", "gold": []},
    ]
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8-sig")
    first, *rest = read_questions(path)
    assert (first.language, first.paraphrase, first.answers) == ("en", True, (("a", "x"),))
    assert [gold.answers for gold in rest] == [(), (("c.txt", "y"),), ()]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "holds no question"),
        ("no json", "one JSON object a line"),
        ('{"question": "A?", "article": "a"}', "question 1"),
        ('{"question": "A?"}\n{"gold": []}', "question 2"),
        ('["A?"]', "question 1"),
        ('{"question": "A?"}\n\n{"question": "B?"', "line 3"),
        ('{"question": "A?"}\n{"question": "?!"}', "question 2.*empty"),
        (json.dumps({"question": "A" * 600}), "question 1.*at most 500"),
        ('{"question": 5}', "question 1"),
        ('{"question": "A?", "lang": 5}', "question 1"),
        ('{"question": "A?", "kind": ["who"]}', "question 1"),
    ],
)
def test_a_wrong_file_is_refused_with_its_place(tmp_path: Path, content: str, says: str) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(SourceError, match=says):
        read_questions(path)
    with pytest.raises(SourceError, match="not there"):
        read_questions(tmp_path / "missing.jsonl")


def test_a_question_without_language_or_kind_stands_beside_others(
    tmp_path: Path, seed_bot: Bot
) -> None:
    path = tmp_path / "q.jsonl"
    article, answer = GOLD.answers[0]
    asked = {"question": GOLD.question, "article": article, "answer": answer}
    rows = [{**asked, "lang": "de", "kind": "how_much"}, {**asked, "lang": None, "kind": None}]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert "de any            1" in report(judge(seed_bot, read_questions(path)))


def test_an_article_that_the_index_does_not_hold_is_named(seed_bot: Bot) -> None:
    foreign = replace(GOLD, answers=(("other.txt", "zehn"),))
    with pytest.raises(SourceError, match=r"holds no article \['other.txt'\]"):
        judge(seed_bot, [GOLD, foreign])
    either = replace(GOLD, answers=(("other.txt", "zehn"), *GOLD.answers))
    assert judge(seed_bot, [either])[0].article_rank == 0


def test_an_answer_is_judged_by_article_and_words(seed_bot: Bot) -> None:
    right, none = judge(seed_bot, [GOLD, NONE])
    assert right.article_rank == 0
    assert right.hit_rank is not None
    chosen = right.answer.candidates[right.hit_rank]
    assert "zehn" in " ".join(chosen.text.split())
    assert (none.article_rank, none.hit_rank, none.right) == (None, None, False)


def test_the_report_has_every_measure(seed_bot: Bot) -> None:
    text = report(judge(seed_bot, [GOLD, NONE]))
    for name in ("article@1", "hit@3", "span F1", "AUROC", "cover at 80%", "ECE", "de how_much"):
        assert name in text


def test_the_confidence_is_reported_by_wording_where_there_are_both(seed_bot: Bot) -> None:
    judged = judge(seed_bot, [GOLD, replace(GOLD, paraphrase=True), NONE])
    assert report(judged).count("\nplain             2") == 1
    assert report(judged).count("\nparaphrase        2") == 1
    assert "plain" not in report(judged[::2]).split("confidence")[1]


def test_a_miss_is_shown_with_what_was_chosen(seed_bot: Bot) -> None:
    wrong = Gold(GOLD.question, "de", "what", False, (("000_bedaab97efa26e68.txt", "Kohlrabi"),))
    (judged,) = judge(seed_bot, [wrong])
    shown = misses([judged])
    assert "Kohlrabi" in shown
    assert judged.answer.candidates[0].text in shown
