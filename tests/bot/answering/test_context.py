import pytest

from bot.answering.context import leans_on_the_one_before
from bot.question import read_question

QUESTION = read_question("Wie viel verdiente der Chef der Post in Wien?")


@pytest.mark.parametrize(
    "sentence",
    [
        "Er kam am Montag.",
        "Dieses Netzwerk kostet 3 Euro.",
        "Dort lebt er.",
        "Damals war es kalt.",
        "Das war 2015.",
        "Der Konzern verdiente 3 Euro.",
        "„Die Bank zahlt“, sagte er.",
        "Die 72-Jährige habe geschlafen.",
        "Der Ex-Spieler hatte 3 Tore.",
        "„Sie bleibt“, sagte er.",
        "It was founded in 2015.",
        "Dadurch sank der Wert.",
        "Darunter waren drei Kinder.",
        "Daneben stand ein Auto.",
        "Dessen Preis sank.",
        "Deren Chefin schwieg.",
        "Die beiden kamen um 3.",
        "Die beiden Angreifer seien gestorben.",
        "Der 25-jährige Stürmer schoss 3 Tore.",
    ],
)
def test_a_sentence_that_points_back_leans(sentence: str) -> None:
    assert leans_on_the_one_before(sentence, QUESTION)


@pytest.mark.parametrize(
    "sentence",
    [
        "Microsoft kauft OpenAI.",
        "Wien ist groß.",
        "49 Prozent.",
        "Der Vorstand der Bank verdiente 3 Euro.",
        "Die Bank Austria verdiente 3 Euro.",
        "Das Welternährungsprogramm hilft.",
        "Die FPÖ verdiente 3 Euro.",
        "Der Chef bekam 3 Euro.",
        "Die Bahn verdiente mehr als die Post.",
        "Die beiden Angreifer aus Linz seien gestorben.",
        "Der 25-jährige Maier schoss 3 Tore in Wien.",
        "Darüber, dass es regnet, spricht Wien.",
    ],
)
def test_a_sentence_that_names_its_subject_or_the_question_s_does_not(sentence: str) -> None:
    assert not leans_on_the_one_before(sentence, QUESTION)
