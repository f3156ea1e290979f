import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot import Answer, Bot, Candidate, answer
from bot.answering.answerer import CANDIDATES
from bot.rank.candidates import Candidates
from bot.reader.own import NAME as OWN_READER
from bot.text.sentences import Sentence
from index import IndexConfig, build
from index.errors import IndexMismatchError, QuestionError, QuoteError
from index.model.check import MODEL_FOLDER
from tests.conftest import SEEDS

QUESTIONS = [
    "Wie viel Prozent an OpenAI könnte Microsoft bekommen?",
    "Who is the CEO of OpenAI?",
    "Wie wird das Wetter in Lima?",
    "xyzzy",
    "Und wer?",
    "😀 1?",
]


def check_candidate(candidate: Candidate) -> None:
    """Assert that a candidate is what its citation says, against the source file itself."""
    citation = candidate.citation
    text = (SEEDS / citation.path).read_bytes().decode("utf-8-sig")
    assert text[citation.start : citation.end] == citation.quote == candidate.text != ""
    if candidate.span is not None:
        assert candidate.text[slice(*candidate.span_offsets or ())] == candidate.span
    assert 0 <= candidate.confidence <= 1


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_candidate_is_a_verbatim_slice_of_its_source_file(
    seed_bot: Bot, question: str
) -> None:
    found = seed_bot.ask(question)
    assert 0 < len(found.candidates) <= CANDIDATES
    for candidate in found.candidates:
        check_candidate(candidate)


@pytest.mark.parametrize("question", QUESTIONS)
def test_answered_and_its_fields_agree(seed_bot: Bot, question: str) -> None:
    found = seed_bot.ask(question)
    best = found.candidates[0]
    assert found.question == question
    assert found.confidence == best.confidence
    if found.answered:
        assert (found.text, found.span) == (best.text, best.span)
        assert found.citations[0] == best.citation
    else:
        assert (found.text, found.span, found.citations) == (None, None, ())


@pytest.mark.usefixtures("as_shipped")
def test_an_answer_is_found_and_its_words_are_marked(seed_index_dir: Path) -> None:
    found = Bot(seed_index_dir).ask("Wer ist der Chef von OpenAI?")
    assert (found.answered, found.span) == (True, "Sam Altman")
    assert found.citations[0].path == "000_bedaab97efa26e68.txt"


def test_without_the_reader_an_answer_is_found_and_no_word_is_marked(seed_bot: Bot) -> None:
    found = seed_bot.ask("Wie viel Prozent an OpenAI könnte Microsoft bekommen?")
    assert (found.answered, found.span) == (True, None)
    assert found.citations[0].path == "000_bedaab97efa26e68.txt"


def test_a_headline_that_repeats_the_question_does_not_answer_it(
    write_articles: Callable[..., Path], tmp_path: Path
) -> None:
    text = "Der Hund von Linz\n\nDer Hund von Linz heißt Bello."
    build(write_articles({"hund.txt": text}), tmp_path / "index", IndexConfig())
    found = Bot(tmp_path / "index").ask("Wie heißt der Hund von Linz?")
    assert [candidate.text for candidate in found.candidates] == ["Der Hund von Linz heißt Bello."]


def test_an_archive_whose_text_is_all_masked_answers_nothing(
    write_articles: Callable[..., Path], tmp_path: Path
) -> None:
    articles = write_articles({"a.txt": "Jetzt anmelden\n\nJetzt anmelden\n"})
    build(articles, tmp_path / "index", IndexConfig())
    found = Bot(tmp_path / "index").ask("Wer kann sich anmelden?")
    assert (found.answered, found.candidates) == (False, ())


def test_what_the_archive_does_not_say_is_not_answered(seed_bot: Bot) -> None:
    found = seed_bot.ask("Wie hoch ist der Eiffelturm in Paris?")
    assert not found.answered
    assert found.text is None


def test_a_verb_that_half_a_sentence_lacks_is_searched_with_and_not_shown(
    seed_bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    searched, rank = [], seed_bot._ranker.rank

    def note(question, *others):
        searched.append(question.search_text)
        return rank(question, *others)

    monkeypatch.setattr(seed_bot._ranker, "rank", note)
    found = seed_bot.ask("WIE HOCH DIE INVESTITION VON MICROSOFT?")
    assert searched[0] == "Wie hoch ist die Investition von Microsoft?"
    assert found.asked == "Wie hoch die Investition von Microsoft?"
    later = seed_bot.ask("Wie hoch die Kosten dort?", ["Wer ist der Chef von OpenAI?"])
    assert searched[-1] == "Wie hoch haben die Kosten dort? (Chef, OpenAI)"
    assert later.asked == "Wie hoch die Kosten dort? (Chef, OpenAI)"


def test_only_an_answer_carries_its_article_over_to_the_next_question(
    seed_bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    told, rank = [], seed_bot._ranker.rank

    def note(question, vector, hidden, article=None):
        told.append(article)
        return rank(question, vector, hidden, article)

    monkeypatch.setattr(seed_bot._ranker, "rank", note)
    answered = "Wie viel Prozent an OpenAI könnte Microsoft bekommen?"
    path = seed_bot.ask(answered).citations[0].path
    row = [article.path for article in seed_bot.index.articles].index(path)
    seed_bot.ask("Und wann war das?", [answered])
    assert told[-1] == row
    seed_bot.ask("Und wann war das?", ["Wie hoch ist der Eiffelturm in Paris?"])
    assert told[-1] is None


def test_many_questions_are_answered_as_each_alone(seed_bot: Bot) -> None:
    assert seed_bot.ask_many([]) == []
    together = seed_bot.ask_many(QUESTIONS)
    assert [key(found) for found in together] == [key(seed_bot.ask(q)) for q in QUESTIONS]


def key(found: Answer) -> tuple[object, ...]:
    """Return what must be equal: a vector embedded in a batch differs in its last bits."""
    return (found.question, found.answered, found.text, found.span, round(found.confidence, 3))


def test_threads_get_the_answers_of_one_thread(seed_bot: Bot) -> None:
    expected = [key(seed_bot.ask(question)) for question in QUESTIONS]
    with ThreadPoolExecutor(8) as threads:
        for _ in range(3):
            assert [key(a) for a in threads.map(seed_bot.ask, QUESTIONS)] == expected


def test_a_sentence_at_wrong_offsets_is_never_returned(
    seed_bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Candidates, "sentence", lambda *_: (0, Sentence(0, 1_000_000)))
    with pytest.raises(QuoteError):
        seed_bot.ask(QUESTIONS[0])


@pytest.mark.parametrize("question", ["", "?" * 10, "a" * 501])
def test_a_question_that_cannot_be_asked_is_refused(seed_bot: Bot, question: str) -> None:
    with pytest.raises(QuestionError):
        seed_bot.ask(question)


def test_answer_uses_the_default_index_and_loads_it_once(
    seed_index_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZITAT_INDEX_DIR", str(seed_index_dir))
    loaded: list[object] = []
    real = Bot.__init__
    monkeypatch.setattr(Bot, "__init__", lambda self, *a: (loaded.append(a), real(self, *a))[1])
    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(answer, QUESTIONS[:1] * 4))
    assert all("49 Prozent" in (found.text or "") for found in answers)
    assert len(loaded) == 1


def test_an_index_of_another_model_is_refused(
    write_articles: Callable[..., Path], tmp_path: Path, seed_index_dir: Path
) -> None:
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer, models

    tokenizer = Tokenizer(models.WordLevel({"[UNK]": 0, "a": 1}, unk_token="[UNK]"))
    for dimension in (16, 384):
        folder = tmp_path / f"model-{dimension}"
        SentenceTransformer(
            modules=[StaticEmbedding(tokenizer, embedding_dim=dimension)], device="cpu"
        ).save(str(folder))
        with pytest.raises(IndexMismatchError, match=r"built by the model .*zitat index"):
            Bot(seed_index_dir, str(folder))


def test_any_sentence_transformers_folder_can_be_the_model(tmp_path: Path) -> None:
    folder = shutil.copytree(MODEL_FOLDER, tmp_path / "model")
    build(SEEDS, tmp_path / "index", IndexConfig(model=str(folder)))
    assert Bot(tmp_path / "index").ask(QUESTIONS[0]).candidates


def test_a_corrected_report_is_not_said_to_hold_the_quote_that_it_corrects(
    write_articles, tmp_path: Path
) -> None:
    report = " ".join(f"Zeuge {name} sah den Rauch." for name in "Abel Bern Cohn Dorn".split())
    early = f"Bei dem Brand in Graz starben drei Menschen. {report}"
    late = f"Bei dem Brand in Graz starben sieben Menschen. {report}"
    source = write_articles({"a.txt": early, "b.txt": late, "c.txt": early})
    build(source, tmp_path / "index")
    found = Bot(tmp_path / "index", reader=OWN_READER).ask(
        "Wie viele Menschen starben bei dem Brand in Graz?"
    )
    first = found.candidates[0]
    assert first.span in ("drei Menschen", "sieben Menschen")
    holding = {"a.txt", "c.txt"} if first.span == "drei Menschen" else {"b.txt"}
    assert {first.citation.path, *first.citation.also_in} == holding
