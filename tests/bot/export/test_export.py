"""What is taken along says what the answer says, in formats that other programs read."""

import io
import json
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from itertools import chain

import docx
import pytest
import rispy
from pybtex.database import parse_string

from bot.export import FORMATS, Transcript, exchanges_of
from bot.export.names import names_of
from bot.types import Answer, Candidate, Citation, Earlier, Listed, Listing, Note, Voice

DAY = date(2024, 5, 3)
ADDRESS = "https://archiv.example/zitat/"
HOSTILE = "# <b>*Turm*</b> {x} & 50 % _von_ [hier](javascript:alert(1)) $1~2^3\\ \x1b[31m\u202e"


def candidate(text: str, span: str | None = None, **facts: object) -> Candidate:
    """Return a quote; ``span`` are its answering words, where they stand last."""
    citation = Citation("Titel", "a.txt", 10, 10 + len(text), "f" * 64, text)
    start = text.rfind(span or "")
    offsets = None if span is None else (start, start + len(span))
    return Candidate(text, None, 0.8, replace(citation, **facts)).marked(offsets)


COST = candidate(
    "Der Bau der Brücke kostete 21 Millionen Euro.",
    "21 Millionen Euro",
    title="Brücke eröffnet",
    path="kurier/bruecke.txt",
    source="Kurier",
    date="2023-09-18",
    url="https://kurier.example/bruecke?id=7#oben",
    language="de",
)
OTHER = candidate(
    "24 Millionen, sagt die Opposition.\n\nMehr nicht.",
    title="Streit um die Brücke",
    path="blatt.jsonl#3",
    source="Blatt",
    date="2023-10-02",
    language="de",
)


def answered(*voices: Candidate) -> Answer:
    best = voices[0]
    return Answer(
        "Was kostete die Brücke?",
        "Was kostete die Brücke?",
        True,
        best.text,
        best.span,
        0.8,
        (best.citation,),
        voices,
        tuple(Voice(None, (voice,)) for voice in voices),
    )


UNANSWERED = Answer("Wer malte es?", "Wer malte es?", False, None, None, 0.1, (), (COST,))


def transcript(*answers: Answer, language: str = "de", address: str | None = ADDRESS) -> Transcript:
    return Transcript(
        tuple(chain.from_iterable(map(exchanges_of, answers))), language, DAY, address
    )


def written(name: str, taken: Transcript) -> str:
    return FORMATS[name].write(taken).decode()


class Text(HTMLParser):
    """The text of a page, and its tags with their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text, self.tags = "", []
        self.feed(page)

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def word_text(content: bytes) -> str:
    paragraphs = docx.Document(io.BytesIO(content)).paragraphs
    return "\n".join(paragraph.text for paragraph in paragraphs)


def test_every_document_holds_questions_quotes_facts_and_places() -> None:
    taken = transcript(answered(COST, OTHER), UNANSWERED)
    for text in (
        written("md", taken).replace("**", "").replace("\\", ""),
        Text(written("html", taken)).text,
        word_text(FORMATS["docx"].write(taken)),
    ):
        for part in (
            "Fragen an die Artikel, 3. Mai 2024",
            "Was kostete die Brücke?",
            f"„{COST.text}“",
            "Brücke eröffnet, Kurier, 18. September 2023",
            "kurier/bruecke.txt, Zeichen 10–55",
            "Anderes sagt:",
            "„24 Millionen, sagt die Opposition.",
            "Streit um die Brücke, Blatt, 2. Oktober 2023",
            "Wer malte es?",
            "Dazu steht nichts in den Artikeln.",
        ):
            assert part in text
        assert text.count(COST.text) == 1  # where nothing answers, the nearest is no evidence


def test_each_of_two_questions_is_written_with_its_own_answer_and_what_was_said_earlier() -> None:
    cost = replace(answered(COST), earlier=(Earlier("2021-06", OTHER),))
    opened = replace(
        UNANSWERED, question="Wer eröffnete sie 2019?", note=Note("other_time", "2019")
    )
    both = replace(cost, question="Was kostete sie und wer eröffnete sie?", parts=(cost, opened))
    taken = transcript(both, replace(UNANSWERED, question="Danke!", note=Note("thanks")))
    for text in (
        written("md", taken).replace("**", "").replace("\\", ""),
        Text(written("html", taken)).text,
        word_text(FORMATS["docx"].write(taken)),
    ):
        assert "Frühere Angabe, Juni 2021:" in text
        assert "Was kostete sie und" not in text
        assert text.index(COST.text) < text.index("Wer eröffnete sie 2019?")
        assert "Dazu steht nichts in den Artikeln. Von einer anderen Zeit schon" in text
        assert "Danke" not in text
    english = written("md", replace(taken, language="en"))
    assert "Said earlier, June 2021:" in english
    assert "but not of this one: 2019." in english


def test_a_list_is_written_with_facts_quote_place_and_link_of_each_article() -> None:
    items = tuple(Listed(one.citation, (), 1.0) for one in (COST, OTHER))
    taken = transcript(replace(UNANSWERED, listing=Listing("Brücke", "best", 3, 0, items)))
    quote = OTHER.text.replace("\n\n", " ")
    for text in (
        written("md", taken).replace("\\", ""),
        Text(written("html", taken)).text,
        word_text(FORMATS["docx"].write(taken)),
    ):
        assert "Gefundene Artikel (3, davon die ersten 2):" in text
        for part in (
            "Brücke eröffnet, Kurier, 18. September 2023 · Stelle im Archiv",
            COST.text,
            "kurier/bruecke.txt, Zeichen 10–55",
            "Streit um die Brücke, Blatt, 2. Oktober 2023 · Stelle im Archiv",
            quote,
            "blatt.jsonl#3, Zeichen 10–57",
        ):
            assert part in " ".join(text.replace("[", "").split())
    assert [item["URL"] for item in json.loads(written("csl", taken))] == [
        "https://kurier.example/bruecke?id=7",
        f"{ADDRESS}?article=blatt.jsonl%233&start=10&end=57",
    ]


def test_how_a_list_is_narrowed_stands_above_it_and_does_nothing() -> None:
    items = (Listed(COST.citation, (), 1.0),)
    listed = replace(UNANSWERED, listing=Listing("Brücke", "newest", 1, 0, items))
    taken = replace(transcript(), exchanges=exchanges_of(listed, listed_how=f"nur {HOSTILE}"))
    seen = HOSTILE.replace("\x1b", "\ufffd").replace("\u202e", "\ufffd")
    assert f"Gefundene Artikel (1; nur {seen}):" in Text(written("html", taken)).text
    assert "<script" not in written("md", taken).replace("\\<", "")
    (unlisted,) = exchanges_of(UNANSWERED, listed_how="nur 2023")
    assert unlisted.listed_how == ""


def test_a_quote_is_linked_to_its_place_in_the_chat_and_on_the_web() -> None:
    taken = transcript(answered(COST))
    in_chat = f"{ADDRESS}?article=kurier%2Fbruecke.txt&start=10&end=55"
    on_web = (
        "https://kurier.example/bruecke?id=7"
        "#:~:text=Der%20Bau%20der%20Br%C3%BCcke%20kostete%2021%20Millionen%20Euro."
    )
    assert f"[Stelle im Archiv](<{in_chat}>) · [Stelle im Web](<{on_web}>)" in written("md", taken)
    links = [fields["href"] for tag, fields in Text(written("html", taken)).tags if tag == "a"]
    assert links == [in_chat, on_web]
    document = docx.Document(io.BytesIO(FORMATS["docx"].write(taken)))
    found = [link.url for part in document.paragraphs for link in part.hyperlinks]
    assert found == [in_chat, on_web]
    assert "Stelle im Archiv" not in written("md", transcript(answered(COST), address=None))


def test_documents_are_written_in_english_too() -> None:
    text = written("md", transcript(answered(COST, OTHER), UNANSWERED, language="en"))
    assert "# Questions to the articles, 3 May 2024" in text
    assert "“Der Bau der Brücke kostete **21 Millionen Euro**.”" in text
    assert "Another says otherwise:" in text
    assert "The articles do not say." in text


def test_text_of_articles_is_shown_and_does_nothing() -> None:
    taken = transcript(answered(candidate(HOSTILE, title=HOSTILE, source=HOSTILE, path=HOSTILE)))
    seen = HOSTILE.replace("\x1b", "\ufffd").replace("\u202e", "\ufffd")
    page = Text(written("html", taken))
    assert f"„{seen}“" in page.text
    assert {tag for tag, _ in page.tags}.isdisjoint({"script", "img", "b"})
    markdown = written("md", taken)
    (quote,) = (line for line in markdown.splitlines() if line.startswith("> „"))
    assert re.sub(r"\\([^a-z\s])", r"\1", quote.removeprefix("> ")).strip() == f"„{seen}“"
    assert not re.search(r"(?<!\\)[<*_\[{$~^]", quote)
    assert f"„{seen}“" in word_text(FORMATS["docx"].write(taken))
    for name in FORMATS:
        content = FORMATS[name].write(taken)
        assert name == "docx" or not re.search("[\x1b\u202e]", content.decode())


@pytest.mark.parametrize("start", ["- ", "+ ", "# ", "1. ", "12) ", "=== ", "    "])
def test_no_line_of_a_quote_becomes_a_heading_or_list(start: str) -> None:
    quote = candidate(f"Erste Zeile\n{start}zweite Zeile.\r\nDritte.")
    lines = written("md", transcript(answered(quote))).splitlines()
    second = next(line for line in lines if "zweite" in line)
    assert not re.match(r"> *([-+#=]|\d+[.)])", second)
    assert next(line for line in lines if "Dritte" in line) == "> Dritte.“  "


def test_bibtex_is_read_by_another_program_with_each_article_once() -> None:
    again = replace(COST, citation=replace(COST.citation, start=90, end=99, quote="Noch etwas."))
    hostile = candidate("Ein Satz.", title="50 % & {mehr} #1 \\ a_b^c~$", path="b.txt")
    taken = transcript(answered(COST, OTHER), answered(again), answered(hostile))
    found = parse_string(written("bibtex", taken), "bibtex").entries
    assert list(found) == ["kurier2023bruecke", "blatt2023streit", "mehr"]
    first, _, last = found.values()
    assert (first.type, last.type) == ("article", "misc")
    assert first.fields["title"] == "{Brücke eröffnet}"
    assert first.fields["journal"] == "Kurier"
    assert first.fields["date"] == "2023-09-18"
    assert first.fields["url"] == "https://kurier.example/bruecke?id=7"
    assert found["blatt2023streit"].fields["url"] == (
        f"{ADDRESS}?article=blatt.jsonl%233&start=10&end=57"
    )
    assert COST.text in first.fields["note"]
    assert "Noch etwas." in first.fields["note"]
    assert last.fields["title"] == (
        r"{50 \% \& \{mehr\} \#1 \textbackslash{} a\_b\textasciicircum{}c\textasciitilde{}\$}"
    )


def test_the_page_of_a_pdf_is_told() -> None:
    second = candidate("Der Neubau kostet 14 Millionen Euro.", path="a.pdf", page=2)
    first = candidate("Der Kanal ist alt.", path="a.pdf", page=1)
    taken = transcript(answered(second), answered(first))
    assert "Titel, S. 2" in written("md", taken)
    assert "Titel, p. 2" in written("md", replace(taken, language="en"))
    assert json.loads(written("csl", taken))[0]["page"] == "1, 2"
    assert rispy.loads(written("ris", taken))[0]["start_page"] == "1, 2"
    (entry,) = parse_string(written("bibtex", taken), "bibtex").entries.values()
    assert entry.fields["pages"] == "1, 2"


def test_who_wrote_an_article_is_named_and_can_be_sorted_by() -> None:
    taken = transcript(answered(candidate("Er sagt es.", author="Eva von Berg und APA & Co")))
    assert "Eva von Berg und APA & Co: Titel" in word_text(FORMATS["docx"].write(taken))
    assert json.loads(written("csl", taken))[0]["author"][0] == {
        "family": "von Berg",
        "given": "Eva",
    }
    assert rispy.loads(written("ris", taken))[0]["authors"][0] == "von Berg, Eva"
    (entry,) = parse_string(written("bibtex", taken), "bibtex").entries.values()
    assert str(entry.persons["author"][0]) == "von Berg, Eva"


@pytest.mark.parametrize(
    ("author", "names"),
    [
        (None, []),
        ("Anna Huber", ["Huber, Anna"]),
        ("Huber, Anna", ["Huber, Anna"]),
        ("Anna Huber, Karl M. Österle", ["Huber, Anna", "Österle, Karl M."]),
        ("Anna Huber; Jean-Luc de la Cruz", ["Huber, Anna", "de la Cruz, Jean-Luc"]),
        ("APA/red", ["APA/red"]),
        ("Redaktion", ["Redaktion"]),
        ("Redaktion, dpa", ["Redaktion, dpa"]),
    ],
)
def test_names_of_persons_are_told_from_others(author: str | None, names: list[str]) -> None:
    assert [name.sorted for name in names_of(author)] == names


def test_ris_is_read_by_another_program() -> None:
    first, second = rispy.loads(written("ris", transcript(answered(COST, OTHER))))
    assert first["type_of_reference"] == "NEWS"
    assert first["title"] == "Brücke eröffnet"
    assert first["secondary_title"] == "Kurier"
    assert first["year"] == "2023"
    assert first["date"] == "2023/09/18"
    assert first["urls"] == ["https://kurier.example/bruecke?id=7"]
    assert first["notes"] == ["kurier/bruecke.txt", COST.text]
    assert second["notes"] == ["blatt.jsonl#3", "24 Millionen, sagt die Opposition. Mehr nicht."]
    assert second["urls"] == [f"{ADDRESS}?article=blatt.jsonl%233&start=10&end=57"]


def test_csl_json_tells_type_day_and_source() -> None:
    first, second = json.loads(written("csl", transcript(answered(COST, OTHER))))
    assert first["type"] == "article-newspaper"
    assert first["container-title"] == "Kurier"
    assert first["issued"] == {"date-parts": [[2023, 9, 18]]}
    assert first["URL"] == "https://kurier.example/bruecke?id=7"
    assert second["URL"] == f"{ADDRESS}?article=blatt.jsonl%233&start=10&end=57"
    taken = transcript(answered(candidate("Ein Satz.")), address=None)
    (plain,) = json.loads(written("csl", taken))
    note = "a.txt: “Ein Satz.”"
    assert plain == {"id": "titel", "type": "document", "title": "Titel", "note": note}


def test_keys_of_references_are_unique() -> None:
    same = [replace(COST, citation=replace(COST.citation, path=f"{n}.txt")) for n in range(3)]
    keys = [item["id"] for item in json.loads(written("csl", transcript(*map(answered, same))))]
    assert keys == ["kurier2023bruecke", "kurier2023bruecke-2", "kurier2023bruecke-3"]


def test_without_an_answer_there_is_no_reference() -> None:
    taken = transcript(UNANSWERED)
    assert (written("bibtex", taken), written("ris", taken)) == ("", "")
    assert json.loads(written("csl", taken)) == []


def test_the_answering_words_are_marked_where_they_stand_not_where_they_stand_first() -> None:
    taken = transcript(answered(candidate("Von 12 Kindern sind 12 acht Jahre alt.", "12")))
    assert "Von 12 Kindern sind **12** acht" in written("md", taken)
