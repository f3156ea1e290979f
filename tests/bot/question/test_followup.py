import json
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import Answer, Bot
from bot.conversation.history import Answered, understand
from bot.lab.bench.followup import Dialogue, JudgedTurn, Marks, mark, read_dialogues, report
from bot.question import completion, read_question
from bot.question.anaphora import leans
from bot.question.completed import Completed
from index.errors import SourceError

OPENAI = "Wer gründete OpenAI?"
texts = st.text(st.sampled_from("Und wann war das? (OpenAI) er, Wo? 1:0 „ß İ \n")) | st.text()


def complete(question: str, history: list[str]) -> str:
    """Return a question as it is shown with what it takes over."""
    return str(completion.complete(question, history))


@pytest.mark.parametrize(
    "question",
    [
        "Und wann war das?",
        "Wer ist er?",
        "Wie viel davon?",
        "Welche davon galt als sicher?",
        "Und warum?",
        "Wo hat sie vorher gearbeitet?",
        "Wie groß ist ihr Umsatz?",
        "Wie viele Stimmen fehlen ihr?",
        "Was kostete ihn die Fahrt nach Österreich?",
        "Was steht in diesem Vertrag?",
        "Wer bezahlt dort die Reformen?",
        "Hat jemand überlebt?",
        "Unter welchem Decknamen?",
        "Und in Wien?",
        "Was ist mit Microsoft?",
        "And how much does it cost?",
        "Who did he beat?",
        "When did that happen?",
        "Why?",
    ],
)
def test_a_question_that_points_back_or_names_nothing_leans(question: str) -> None:
    assert leans(question)


@pytest.mark.parametrize(
    "question",
    [
        "Wer ist der Chef von Microsoft?",
        "Und wie teuer ist das Spiel Factorio?",
        "Wie hoch ist das Preisgeld in Paris?",
        "Wie lange hielt das heiße Plasma in Greifswald?",
        "Woher kam Abu al-Hija, als er getroffen wurde?",
        "Wer hat Van der Bellen zu seinem Buch überredet?",
        "Wie viele Aktionäre soll es bei Siemens 2020 geben?",
        "Was hält Anleger davon ab, dass sie Aktien kaufen?",
        "Was ändert sich in diesem Jahr für Pensionisten?",
        "Was wissen Sie über Angola und seine Regierung?",
        "Warum sinkt der Verbrauch von Benzin?",
        "Wie viel investiert Microsoft?",
        "Wie viel spendet Gates?",
        "Wer hat den Musikantenstadl erfunden?",
        "wie viele leute entwickeln agony",
        "Brexit Folgen Österreich",
        "Where did Trump live when he was a child?",
        "Did Stelarc have a sculpture put into his stomach?",
        "Are there many banks that failed the test?",
        "Who rebuilds classic computer games?",
    ],
)
def test_a_question_that_names_what_it_asks_about_stands_alone(question: str) -> None:
    assert complete(question, ["Wer trainiert den VSV aus Villach?"]) == question


def test_what_is_taken_over_are_nouns_with_their_adjectives_and_names() -> None:
    first = "Warum verlässt der österreichische Präsident Alexander Van der Bellen die Grünen?"
    assert (
        complete("Und wann war das?", [first])
        == "Und wann war das? (österreichische Präsident Alexander Van der Bellen, Grünen)"
    )
    assert complete("Wann war das?", [OPENAI]) == "Wann war das? (OpenAI)"


def test_an_english_question_gives_all_its_content_words() -> None:
    found = complete("How much does it cost?", ["Who developed the horror game Agony?"])
    assert found == "How much does it cost? (developed, horror game Agony)"


def test_what_the_question_names_itself_is_not_repeated() -> None:
    assert complete("Wo hat er Aktien gekauft?", ["Wem gehören die Aktien bei Siemens?"]) == (
        "Wo hat er Aktien gekauft? (Siemens)"
    )


def test_the_last_question_that_stands_alone_counts_and_what_was_added_since() -> None:
    history = ["Wer ist Lugner?", "Wer hat Runtastic gegründet?", "Welches Auto hat er gekauft?"]
    assert complete("Und wann war das?", history) == "Und wann war das? (Runtastic, Auto)"
    assert complete("Wo?", [OPENAI, "Wann?", "Und wo?"]) == "Wo? (Wer gründete OpenAI?)"


@pytest.mark.parametrize("before", ["Seit wann?", "Und ab wann?", "Wegen wem?", "Since when?"])
def test_a_preposition_is_not_taken_over(before: str) -> None:
    assert complete("Wo?", [OPENAI, before]) == "Wo? (Wer gründete OpenAI?)"


def test_why_does_not_ask_the_last_question_itself_again() -> None:
    first = "Wie viele Stellen streicht Siemens?"
    assert complete("Warum?", [first]) == "Warum? (Stellen streicht Siemens?)"


@pytest.mark.parametrize(
    ("history", "second", "expected"),
    [
        (["Wie viele Gäste kamen 2018 nach Graz?"], "2021?", "Wie viele Gäste kamen nach Graz?"),
        (["Wie viele Gäste kamen 2018?"], "Wie war es 2021?", "Wie viele Gäste kamen?"),
        (["How many guests came in 2018?"], "What about 2021?", "How many guests came?"),
        (["Wie viele Gäste kamen 2018?"], "Und letztes Jahr?", "Wie viele Gäste kamen?"),
        (["Wie viele Gäste kamen 2018?"], "Und im Jahr davor?", "Wie viele Gäste kamen 2017?"),
        (["Wie viele kamen im Mai 2018?"], "Und im Juni?", "Wie viele kamen 2018?"),
        (["Wie viele kamen im Lindtal an?"], "Und in Graz?", "Wie viele kamen an?"),
        (["Wie hoch war der Umsatz von Kranz?"], "Und bei Bosch?", "Wie hoch war der Umsatz?"),
        (["Wer gewann 2018 in Graz?", "Und 2021?"], "Und in Linz?", "Wer gewann 2021?"),
        (["How much did adults pay?"], "And the children?", "How much did adults pay?"),
    ],
)
def test_what_a_fragment_names_takes_the_place_of_what_was_asked(
    history: list[str], second: str, expected: str
) -> None:
    assert complete(second, history) == f"{second} ({expected})"


@pytest.mark.parametrize("second", ["Wann wurde die Firma gegründet?", "Wer leitet sie?"])
def test_a_question_of_the_firm_does_not_keep_the_year(second: str) -> None:
    taken = complete(second, ["Wie hoch war der Umsatz der Firma Kranz 2022?"])
    assert "Kranz" in taken and "2022" not in taken


@pytest.mark.parametrize("second", ["Woher sollen diese kommen?", "Um wie viel geht es?"])
def test_a_question_with_a_verb_does_not_ask_the_last_one_again(second: str) -> None:
    assert complete(second, [OPENAI]) == f"{second} (OpenAI)"


def test_a_fragment_asks_the_last_question_again() -> None:
    first = "Wie hoch war der Gewinn bei Siemens 2018?"
    assert complete("Und 2019?", [first]) == "Und 2019? (Wie hoch war der Gewinn bei Siemens?)"
    assert (
        complete("Und zuletzt?", [first]) == "Und zuletzt? (Wie hoch war der Gewinn bei Siemens?)"
    )
    assert complete("Und bei Bosch?", [first, "Und 2019?"]) == (
        "Und bei Bosch? (Wie hoch war der Gewinn 2019?)"
    )
    assert complete("Seit Montag?", [first]) == f"Seit Montag? ({first})"
    assert complete("Und zu Ostern?", [OPENAI, "Wann war das?"]) == (
        "Und zu Ostern? (Wann war das? OpenAI)"
    )


def test_the_new_question_decides_what_kind_of_answer_is_asked_for() -> None:
    first = "Wie viele Menschen arbeiten bei Siemens?"
    assert read_question("Und seit wann ist das so?", [first]).kind == "when"
    assert read_question("Und bei Bosch?", [first]).kind == "how_much"


def test_a_completed_question_can_be_asked_again_and_be_history() -> None:
    completed = "Wann war das? (OpenAI)"
    assert complete(completed, ["Wer ist Lugner?"]) == completed
    assert complete("Warum?", [completed]) == "Warum? (OpenAI)"


def test_the_own_part_is_the_question_without_what_it_took_over() -> None:
    assert Completed.read("Wann war das? (OpenAI, Chef)").asking == "Wann war das?"
    assert Completed.read(OPENAI).asking == OPENAI
    assert Completed.read("(OpenAI)").asking == "(OpenAI)"
    assert Completed.read("Und 2019? (Wie hoch war er?)").asking == "Und 2019? (Wie hoch war er?)"


@given(texts)
def test_without_history_a_question_stays_as_it_is(question: str) -> None:
    assert complete(question, []) == question


@given(texts, st.lists(texts, max_size=4))
def test_the_question_comes_first_and_completing_twice_adds_nothing(
    question: str, history: list[str]
) -> None:
    completed = complete(question, history)
    assert completed.startswith(question)
    assert complete(completed, history) == completed or not question.strip(" \n()?")


@given(texts, st.lists(texts, max_size=4))
def test_the_own_part_of_a_completed_question_is_the_question_or_all_of_it(
    question: str, history: list[str]
) -> None:
    completed = completion.complete(question, history)
    assert completed.asking in (question, str(completed)) or Completed.read(question).taken


@pytest.mark.parametrize("typed", ["Wie viel investiert Microsoft (USA)", "Wo ist Halle (Saale)"])
def test_brackets_of_the_asker_are_nothing_taken_over(typed: str) -> None:
    assert Completed.read(typed) == Completed(typed)
    assert Completed.read(f"{typed}? (OpenAI)") == Completed(f"{typed}?", "OpenAI")


def test_what_is_shown_completed_ends_in_a_mark_before_the_brackets() -> None:
    shown = completion.complete("Und wann war das", ["Wer gründete OpenAI?"])
    assert str(shown) == "Und wann war das? (OpenAI)"
    assert str(Completed.read(str(shown))) == str(shown)


def test_what_is_taken_over_is_read_again_from_what_was_shown() -> None:
    shown = completion.complete("Und wann war das?", ["Wer gründete OpenAI?"])
    assert (shown.own, shown.taken) == ("Und wann war das?", "OpenAI")
    assert Completed.read(str(shown)) == shown


def test_the_answer_says_what_was_asked(seed_bot: Bot) -> None:
    alone = seed_bot.ask("Wer ist der Chef von OpenAI?", ["Was ist ChatGPT?"])
    assert alone.asked == alone.question == "Wer ist der Chef von OpenAI?"
    after = seed_bot.ask("Und wie viel Prozent davon?", ["Was könnte Microsoft von OpenAI kaufen?"])
    assert after.question == "Und wie viel Prozent davon?"
    assert after.asked == "Und wie viel Prozent davon? (Microsoft, OpenAI)"


@pytest.mark.usefixtures("as_shipped")
def test_a_follow_up_is_answered_by_another_sentence_of_the_article(seed_index_dir: Path) -> None:
    bot = Bot(seed_index_dir)
    first = "Wie viel Prozent an OpenAI könnte Microsoft bekommen?"
    path = bot.ask(first).candidates[0].citation.path
    after = bot.ask("Und wer ist dort der Chef?", [first])
    assert after.candidates[0].citation.path == path
    assert after.candidates[0].text != bot.ask(first).candidates[0].text
    quotes = [candidate.citation for candidate in after.candidates]
    assert len(set(quotes)) == len(quotes)


def test_a_follow_up_and_its_completed_form_get_the_same_answer(seed_bot: Bot) -> None:
    after = seed_bot.ask("Und wer ist dort der Chef?", [OPENAI])
    assert seed_bot.ask(after.asked, [OPENAI]).candidates == after.candidates


def test_the_article_of_the_last_turn_is_carried_over_until_the_topic_changes(
    seed_bot: Bot,
) -> None:
    first = "Wer ist der CEO von OpenAI?"
    told = seed_bot.ask(first).candidates[0].citation.path

    def carried(question: str) -> str | None:
        row = understand(question, [first], partial(seed_bot._answer_of, hidden=None)).row
        return None if row is None else seed_bot.index.articles[row].path

    assert carried("Was sagte er?") == told
    assert carried("Wie viel Prozent an OpenAI könnte Microsoft bekommen?") is None


def test_a_pronoun_means_whom_the_answer_named(seed_bot: Bot) -> None:
    who = "Wer ist der CEO von OpenAI?"

    def asked(question: str, history: list[str], named: str | None = "Sam (Samuel) Altman") -> str:
        answer = Answer(who, who, True, "…", named, 0.9, (), ())
        last = Answered(0, seed_bot.index.articles[0], answer)
        return understand(question, history, lambda _: last).question.search_text

    assert asked("Was sagte er?", [who]) == "Was sagte er? (Sam Samuel Altman, CEO, OpenAI)"
    assert asked("What is his age?", [who]).startswith("What is his age? (Sam Samuel Altman, ")
    assert "(Sam Samuel Altman, CEO" in asked("Wie alt ist er?", [who, "Seit wann ist er das?"])
    for question in ("Und wann war das?", "Wissen Sie davon mehr?", "Und bei Microsoft?"):
        assert "Altman" not in asked(question, [who])
    assert asked("Was sagte er?", [who], None) == "Was sagte er? (CEO, OpenAI)"
    assert "Altman" not in asked("Was sagte er?", [who, "Wie groß ist Microsoft?"])


def test_a_carried_article_rises_and_its_sentences_keep_their_order(seed_bot: Bot) -> None:
    read = read_question("Was plant Microsoft?")
    vector = seed_bot._vectors([read])[0]

    def order(talked_of: int | None) -> list[tuple[int, int]]:
        ranked = seed_bot._ranker.rank(read, vector, talked_of=talked_of)
        assert ranked is not None
        places = [ranked.found.sentence(int(position)) for position in ranked.positions]
        return [(row, sentence.start) for row, sentence in places]

    plain = order(None)
    for row in (0, 1):
        own, lifted = (
            [place for place in found if place[0] == row] for found in (plain, order(row))
        )
        assert lifted == own
        ranks = [sum(map(found.index, own)) for found in (order(row), plain)]
        assert ranks[0] < ranks[1]


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("Wer gründete OpneAI?", "Wann?"),
        ("WIE VIEL GELD STECKT MICROSOFT IN OPENAI?", "Und seit wann?"),
    ],
)
def test_what_is_taken_over_is_spelled_as_it_was_understood(
    seed_bot: Bot, first: str, then: str
) -> None:
    understood = seed_bot.ask(first).asked
    assert understood != first
    assert seed_bot.ask(then, [first]).asked == f"{then} ({understood})"


def test_words_of_a_conversation_are_looked_up_once(seed_bot: Bot) -> None:
    history = ["Wer leitet die Staatsanwltschaft von Xyrkwal?"] * 3
    seed_bot.ask("Wer gründete OpenAI?", history)
    looked_up = seed_bot._spelling._corrected.cache_info().misses
    seed_bot.ask("Wer gründete OpenAI?", [*history, *history])
    assert seed_bot._spelling._corrected.cache_info().misses == looked_up


def test_history_that_says_nothing_changes_nothing(seed_bot: Bot) -> None:
    found = seed_bot.ask("Wann war das?", ["", "???", "x" * 1000, "(", "\ud800"])
    assert found.asked.startswith("Wann war das?")


DIALOGUE = Dialogue("1", "de", OPENAI, "Wann?", "article", "2015", follows=False, part="dev")


def test_the_bench_marks_only_quotes_of_the_right_article(seed_bot: Bot) -> None:
    found = seed_bot.ask("Wie viel Prozent an OpenAI könnte Microsoft bekommen?")
    stem = Path(found.candidates[0].citation.path).stem
    gold = Dialogue("1", "de", "", "", stem, "49  Prozent", follows=True, part="dev")
    assert mark(found, gold) == Marks(article=True, hit_1=True, hit_3=True)
    elsewhere = Dialogue("1", "de", "", "", "other", "49 Prozent", follows=True, part="dev")
    assert mark(found, elsewhere) == Marks(article=False, hit_1=False, hit_3=False)


def test_the_bench_counts_what_the_history_spoilt() -> None:
    right, wrong = Marks(True, True, True), Marks(True, False, True)
    lines = report([JudgedTurn(DIALOGUE, "Wann? (OpenAI)", alone=right, after=wrong)])
    assert "lost where the topic changed: 1" in lines
    assert lines[-1] == "  1 asked: Wann? (OpenAI)"
    unharmed = report([JudgedTurn(DIALOGUE, "Wann?", alone=wrong, after=right)])
    assert unharmed[-1] == "lost where the topic changed: 0"


def test_the_dialogues_are_whole_and_half_of_them_change_the_topic() -> None:
    dialogues = read_dialogues()
    assert len({d.id for d in dialogues}) == len(dialogues) >= 60
    assert sum(d.follows for d in dialogues) * 2 == len(dialogues)
    assert sum(d.part == "held" for d in dialogues) * 2 == len(dialogues)


def test_without_the_dialogues_the_bench_says_so(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="checkout"):
        read_dialogues(tmp_path / "dialogues.jsonl")
    path = tmp_path / "one.jsonl"
    path.write_text(json.dumps({k: getattr(DIALOGUE, k) for k in DIALOGUE.__slots__}) + "\n")
    assert read_dialogues(path) == [DIALOGUE]
