"""What a question wants: an answer, a list of articles, both, or nothing but a friendly word."""

import pytest

from bot.question.wants import listed_on, small_talk, wanted, whom


@pytest.mark.parametrize(
    ("question", "words", "order"),
    [
        ("Welche Artikel gibt es über den Wallberg?", "Wallberg", "best"),
        ("In welchen Artikeln kommt Eva Lang vor?", "Eva Lang", "best"),
        ("Alles zur Lindtal AG 2023", "Lindtal AG 2023", "best"),
        ("Zeig mir alle Berichte über die Weinernte", "Weinernte", "best"),
        ("Was gibt es Neues zu Wallberg?", "Wallberg", "newest"),
        ("Die neuesten Meldungen zum Hochwasser", "Hochwasser", "newest"),
        ("Gibt es Artikel zum Thema Radwege?", "Radwege", "best"),
        ("Wie viele Berichte handeln von der Fähre?", "Fähre", "best"),
        ("Which articles mention Port Ellory?", "Port Ellory", "best"),
        ("Welche Artikel aus 2022 gibt es über die Fähre?", "Fähre 2022", "best"),
        ("Gibt es einen Artikel über die Fähre?", "Fähre", "best"),
        ("Liste der Artikel zur Fähre", "Fähre", "best"),
        ("Was weißt du über die Fähre?", "Fähre", "best"),
        ("Nenne mir Berichte, in denen es um die Fähre geht", "Fähre", "best"),
        ("Gibt es Neues von der Fähre?", "Fähre", "newest"),
        ("Anything on the ferry?", "ferry", "best"),
        ("Give me a list of articles from 2022 about the ferry", "ferry 2022", "best"),
        ("Show me the latest news about the ferry", "ferry", "newest"),
        ("The latest on the ferry", "ferry", "newest"),
        ("Neues zur Fähre", "Fähre", "newest"),
        ("Tell me about the ferry", "ferry", "best"),
        ("Erzähl mir etwas über die Fähre", "Fähre", "best"),
        ("Show me all Lindtal articles", "Lindtal", "best"),
        ("Zeig mir bitte die Lindtal-Artikel", "Lindtal", "best"),
        ("Lindtal news", "Lindtal", "best"),
        ("Lindtal-Artikel 2022", "Lindtal 2022", "best"),
        ("articles Lindtal 2022", "Lindtal 2022", "best"),
    ],
)
def test_a_question_for_articles_wants_a_list(question: str, words: str, order: str) -> None:
    want = wanted(question)
    assert (want.result, want.words, want.order) == ("list", words, order)


@pytest.mark.parametrize(
    "question",
    [
        "Wer schrieb den Artikel über den Wallberg?",
        "Die Berichte über die Fähre waren falsch",
        "Gibt es Streit über die Fähre?",
        "What is the article about?",
        "Wie viele Gäste zählte Seeburg im Juni?",
        "Was kostet der Bericht des Gutachters?",
        "Welche Stadt baut den Radweg?",
        "What did the report say about the ferry's age?",
        "Eva Lang leitet den Verband.",
        "Was ist neu an der Fähre?",
        "Wer schreibt die Nachrichten?",
    ],
)
def test_any_other_question_wants_an_answer(question: str) -> None:
    assert wanted(question).result == "answer"


@pytest.mark.parametrize(
    ("fragment", "words"),
    [
        ("Und zu Siemens?", "Siemens 2023"),
        ("Und über das Rathaus?", "das Rathaus 2023"),
        ("Und 2018?", "Bosch 2018"),
        ("Nur 2018", "Bosch 2018"),
    ],
)
def test_a_list_goes_on(fragment: str, words: str) -> None:
    want = listed_on(fragment, "Alles zu Bosch 2023")
    assert want is not None
    assert (want.result, want.words) == ("list", words)
    assert listed_on(fragment, "Wer leitet Bosch?") is None


@pytest.mark.parametrize("words", ["Übernachtungen Seeburg", "Lindtal Gewinn 2022", "ferry fare"])
def test_mere_keywords_want_an_answer_and_the_list(words: str) -> None:
    assert (wanted(words).result, wanted(words).words) == ("both", words)


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("Hallo!", "greeting"),
        ("Guten Morgen, zitat", "greeting"),
        ("hi there", "greeting"),
        ("Danke schön!", "thanks"),
        ("Vielen Dank für die Hilfe", "thanks"),
        ("Okay, danke dir", "thanks"),
        ("Thank you very much", "thanks"),
        ("Auf Wiedersehen", "farewell"),
        ("See you later!", "farewell"),
        ("Hallo, wer leitet den Verein?", None),
        ("Danke. Und wann war das?", None),
        ("Wer sagte danke?", None),
        ("Danke für die Auskunft. Wer leitet das Bad?", None),
        ("Danke, das hilft. Und 2018?", None),
        ("Thanks for that. Who won?", None),
        ("Super GAU", None),
        ("Guten Morgen Deutschland", None),
    ],
)
def test_a_courtesy_is_told_from_a_question(typed: str, kind: str | None) -> None:
    assert small_talk(typed) == kind


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Wer ist Eva Lang?", "Lang"),
        ("Who was Ada Finch?", "Finch"),
        ("Wer ist der Leiter?", None),
        ("Wer ist Leiter des Museums?", None),
        ("Wer baut den Tunnel?", None),
    ],
)
def test_whom_a_question_for_a_person_names(question: str, name: str | None) -> None:
    assert whom(question) == name
