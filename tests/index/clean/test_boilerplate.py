from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from bot import Bot
from index import Index, IndexConfig, build
from index.clean.boilerplate import find_masks
from index.clean.repeats import threshold
from index.embedding.embedder import Embedder
from tests.conftest import SEEDS

SPIEGEL = "001_85ee735918666742.txt"


def masked(text: str) -> list[tuple[str, str]]:
    masks = find_masks(text)
    assert all(0 <= mask.start < mask.end <= len(text) for mask in masks)
    assert all(a.end <= b.start for a, b in pairwise(masks))
    return [(mask.reason, text[mask.start : mask.end]) for mask in masks]


def test_everything_below_the_second_seeds_last_paragraph_is_masked() -> None:
    text = (SEEDS / SPIEGEL).read_text()
    found = masked(text)
    tail = text[text.index("\npbe\n") :]
    lines = [line for line in tail.splitlines() if line]
    assert [line for _, line in found[2:]] == lines
    assert found[:3] == [
        ("repeated line", "ChatGPT ist eines der bekanntesten Modelle von OpenAI"),
        ("photo credit", "Foto: Jonathan Raa\u00a0/ NurPhoto / IMAGO"),
        ("author code", "pbe"),
    ]
    assert {reason for reason, _ in found[3:]} == {"service text"}


def test_nothing_of_the_first_seed_is_masked() -> None:
    assert masked((SEEDS / "000_bedaab97efa26e68.txt").read_text()) == []


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Foto: Reuters/Max Mustermann", "photo credit"),
        ("Bild: © dpa", "photo credit"),
        ("© Getty Images", "photo credit"),
        ("Photo by Jane Doe", "photo credit"),
        ("Ina Fassbender / dpa / AFP", "photo credit"),
        ("Ina Gru\u0308n / dpa / AFP", "photo credit"),
        ("Lesen Sie auch: So geht es weiter", "service text"),
        ("Mehr zum Thema", "service text"),
        ("Zum Thema: Die Bank und ihre Kunden.", "service text"),
        ("Related Stories", "service text"),
        ("Die Wiedergabe wurde unterbrochen.", "service text"),
        ("Merkliste", "service text"),
        ("Dieser Artikel ist nur für Abonnenten verfügbar.", "service text"),
        ("This article is for subscribers only. Log in.", "service text"),
        ("Das ko\u0308nnte Sie auch interessieren", "service text"),
        ("Foto: Archiv der Familie Maier", "photo credit"),
        ("Foto: Museum für angewandte Kunst", "photo credit"),
        ("Jetzt kostenlos zum Newsletter anmelden", "service text"),
    ],
)
def test_a_line_that_is_no_sentence_of_the_article_is_masked(line: str, reason: str) -> None:
    text = f"Der Kanzler reiste am Montag nach Wien.\n{line}\nDort sprach er mit dem Präsidenten."
    assert masked(text) == [(reason, line)]


@pytest.mark.parametrize(
    "line",
    [
        "Der Konzern will seine Playlist auf dem Konto der Nutzer künftig kostenlos speichern.",
        "Cookies und Datenschutz beschäftigen das Gericht in Luxemburg seit Jahren.",
        '"Sie können sich jetzt anmelden", sagte die Ministerin am Dienstag in Berlin.',
        "Das Bild: ein gefallener Riese.",
        "Bild: Zeitung verklagt nach langem Streit Minister.",
        "Grafik: Arbeitslosigkeit steigt auf 8,2 Prozent",
        "Zum Thema Kernkraft sagte Maier, sie sei „ein Irrweg der Geschichte“.",
        "Mehr dazu sagte der Sprecher nicht.",
        "Weitere Artikel des Gesetzes treten in Kraft.",
        "Dieser Artikel der Verfassung regelt die Nutzung von Daten.",
        "Angebote",
        "See also the verdict of 2012, said the judge.",
        "Facebook testet Abo",
        "Neue Regeln für Newsletter",
        "Wer jetzt ein Abo kündigt, muss bis zu drei Monate warten, sagt der Verband.",
        "USA",
    ],
)
def test_what_the_article_says_about_such_things_stays(line: str) -> None:
    text = f"Der Kanzler reiste am Montag nach Wien.\n{line}\nDort sprach er mit dem Präsidenten."
    assert masked(text) == []


def test_credits_and_codes_within_a_line_are_masked_alone() -> None:
    text = "Er kam (Foto: APA/Huber) am Montag an. Dann ging er. (red, 3.6.2015)"
    assert masked(text) == [
        ("photo credit", "(Foto: APA/Huber)"),
        ("author code", "(red, 3.6.2015)"),
    ]


def test_a_code_is_one_only_behind_the_last_paragraph() -> None:
    text = "pbe\nDer Kanzler reiste am Montag nach Wien und sprach.\ndpa/AFP"
    assert masked(text) == [("author code", "dpa/AFP")]


def test_a_notice_in_many_articles_is_masked_everywhere_and_copies_count_once(
    tmp_path: Path, embedder: Embedder
) -> None:
    source = tmp_path / "articles"
    source.mkdir()
    notice = "Der Volltext steht aus rechtlichen Gründen nicht mehr zur Verfügung."
    report = "Die Feuerwehr löschte am Abend einen Brand in der Altstadt von Graz. " + " ".join(
        f"Wort{i}" for i in range(60)
    )
    for i in range(4):
        (source / f"stub{i}.txt").write_text(f"Der Minister nannte die Zahl {i}{i}{i}. {notice}")
    for i in range(6):
        (source / f"copy{i}.txt").write_text(report)
    build(source, tmp_path / "index", embedder=embedder)
    index = Index.open(tmp_path / "index")
    for row, article in enumerate(index.articles):
        texts = [article.text[mask.start : mask.end] for mask in index.masks_of(row)]
        assert texts == ([notice] if article.path.startswith("stub") else [])
    assert len(index.same_report(0)) == 6
    assert index.same_report(len(index.articles) - 1) == (len(index.articles) - 1,)
    start = index.articles[-1].text.index(notice)
    assert index.is_masked(9, start, start + len(notice))
    assert index.is_masked(9, start + 4, start + 10)
    assert not index.is_masked(9, 0, start + len(notice))


def test_a_fact_that_many_articles_recall_among_other_sentences_is_not_masked(
    tmp_path: Path, embedder: Embedder
) -> None:
    fact = "Bei dem Grubenunglück in Borken starben am 1. Juni 1988 insgesamt 51 Bergleute."
    for i in range(5):
        text = (
            f"Im Ort {i}{i}{i} wurde am Montag der Toten gedacht. {fact} Danach sprach Rat {i}{i}."
        )
        (tmp_path / f"{i}.txt").write_text(text)
    build(tmp_path, tmp_path / "index", embedder=embedder)
    index = Index.open(tmp_path / "index")
    assert [index.masks_of(row) for row in range(5)] == [()] * 5


def test_a_passage_must_stand_in_more_articles_the_larger_the_archive() -> None:
    assert [threshold(n) for n in (2, 800, 2000, 1_000_000)] == [4, 4, 10, 20]


def test_a_setting_turns_masking_off(tmp_path: Path, embedder: Embedder) -> None:
    build(SEEDS, tmp_path, IndexConfig(mask=False), embedder=embedder)
    index = Index.open(tmp_path)
    assert not index.masked_chunks(np.arange(len(index.chunks))).any()
    assert index.masks_of(1) == ()


def test_masked_lines_and_the_article_share_no_chunk(seed_index_dir: Path) -> None:
    index = Index.open(seed_index_dir)
    for chunk, is_masked in zip(
        index.chunks, index.masked_chunks(np.arange(len(index.chunks))), strict=True
    ):
        assert ("anmelden" in chunk.text) <= is_masked
    assert index.masked_chunks(np.arange(len(index.chunks))).any()


def test_paywall_text_is_never_a_candidate_but_the_photographer_is_found(seed_bot: Bot) -> None:
    index = seed_bot.index
    asked = [
        "Wo kann ich Audioinhalte speichern?",
        "Was ist die Merkliste?",
        "Wie kann ich mich jetzt anmelden?",
        "Wer hat die Wiedergabe unterbrochen?",
    ]
    for answer in seed_bot.ask_many(asked):
        for candidate in answer.candidates:
            row = [a.path for a in index.articles].index(candidate.citation.path)
            assert not index.is_masked(row, candidate.citation.start, candidate.citation.end)
    (answer,) = seed_bot.ask_many(["Wer hat das Foto gemacht?"])
    assert any("Jonathan Raa" in candidate.text for candidate in answer.candidates)


@pytest.mark.parametrize(
    "question",
    ["Wer hat das Foto gemacht?", "Von wem ist das Foto?", "Who took the photo?"],
)
def test_who_took_the_photo_is_answered_by_the_second_seeds_credit(
    seed_bot: Bot, question: str
) -> None:
    answer = seed_bot.ask(question)
    assert answer.answered
    assert answer.text is not None and "Jonathan Raa" in answer.text
    (citation,) = answer.citations[:1]
    text = (SEEDS / SPIEGEL).read_bytes().decode()
    assert citation.path == SPIEGEL
    assert text[citation.start : citation.end] == citation.quote
