import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot import cli, entry
from bot.cli import app, as_text, main
from bot.lab.bench.seeds import is_right
from bot.lab.bench.speed.start import modules_of_a_question
from bot.pipeline import Bot
from bot.types import Voice
from bot.web.settings import PageSettings
from tests.conftest import ROOT

QUESTION = "Wie viel Prozent an OpenAI könnte Microsoft bekommen?"

Fail = Callable[..., str]


@pytest.fixture
def fail(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Fail:
    """Run the command, expect exit code 2 and no traceback, and return what stderr says."""

    def run(*arguments: object) -> str:
        monkeypatch.setattr(sys, "argv", ["zitat", *map(str, arguments)])
        with pytest.raises(SystemExit) as exit_:
            main()
        assert exit_.value.code == 2
        error = capsys.readouterr().err
        assert "Traceback" not in error
        return error

    return run


def test_ask_prints_the_quote_its_words_its_article_and_its_place(seed_index_dir: Path) -> None:
    result = CliRunner().invoke(app, ["ask", QUESTION, "--index-dir", str(seed_index_dir)])
    assert result.exit_code == 0
    assert "„Mit dem Deal gehen laut Berichten" in result.output
    assert "49 Prozent" in result.output
    assert "000_bedaab97efa26e68.txt, Zeichen 588–793" in result.output


def test_ask_prints_who_agrees_and_who_differs_dated(seed_bot: Bot) -> None:
    answer = seed_bot.ask(QUESTION)
    first, second, third = (
        replace(
            candidate, context=None, citation=replace(candidate.citation, date=f"2024-03-0{day}")
        )
        for day, candidate in enumerate(answer.candidates[:3], 1)
    )
    voices = (Voice("49 percent", (first, second)), Voice("30 percent", (third,)))
    lines = as_text(replace(answer, voices=voices)).splitlines()
    agreeing = lines.index("2 unabhängige Artikel sagen dasselbe (they agree):")
    differing = lines.index("Die Quellen nennen Verschiedenes (the sources differ):")
    assert lines[agreeing + 1] == f"„{second.text}“"
    assert lines[differing + 1] == f"„{third.text}“"
    assert any("2024-03-03" in line for line in lines[differing:])
    also = replace(
        first, context=first.citation, citation=replace(first.citation, also_in=("b.txt",))
    )
    text = as_text(replace(answer, candidates=(also,), voices=()))
    assert text.splitlines()[0] == f"  davor (before it): „{first.citation.quote}“"
    assert text.splitlines()[-1] == "  auch in (also in): b.txt"


def test_ask_says_what_was_searched_for_where_it_is_not_what_was_typed(seed_bot: Bot) -> None:
    lines = as_text(seed_bot.ask(f"Bitte sag mir: {QUESTION}")).splitlines()
    assert lines[0] == f"Gesucht wurde (searched for): {QUESTION}"
    assert not any("Gesucht" in line for line in as_text(seed_bot.ask(QUESTION)).splitlines())


def test_ask_json_prints_all_fields_of_the_answer(seed_index_dir: Path, seed_bot: Bot) -> None:
    result = CliRunner().invoke(
        app, ["ask", QUESTION, "--index-dir", str(seed_index_dir), "--json"]
    )
    printed = json.loads(result.output)
    expected = seed_bot.ask(QUESTION)
    assert printed["answered"] is True
    assert printed["text"] == expected.text
    assert printed["citations"][0]["sha256"] == expected.citations[0].sha256
    assert len(printed["candidates"]) == len(expected.candidates)


def test_no_answer_says_so_and_shows_the_nearest_as_no_evidence(seed_bot: Bot) -> None:
    text = as_text(seed_bot.ask("Wie hoch ist der Eiffelturm in Paris?"))
    assert text.startswith("Dazu steht nichts in den Artikeln.")
    assert "no evidence" in text


def test_an_article_cannot_control_the_terminal(seed_bot: Bot) -> None:
    answer = seed_bot.ask(QUESTION)
    hostile = replace(answer.candidates[0], text="rot \x1b[31m und \u202etfel\r!\t7")
    text = as_text(replace(answer, candidates=(hostile,)))
    assert "rot \ufffd[31m und \ufffdtfel\ufffd!  7" in text


def test_index_and_module_rebuild_and_report(
    write_articles: Callable[..., Path], tmp_path: Path
) -> None:
    source = write_articles({"a.txt": "Ein Text.", "b.txt": b"\0\1", "c\x1b[2J\n.doc": ""})
    with open(bytes(source) + b"/\xff.doc", "wb"):  # noqa: PTH123  a name that is no text
        pass
    command = [sys.executable, "-m", "index", str(source), "--index-dir", str(tmp_path / "index")]
    done = subprocess.run([*command, "--all"], capture_output=True, text=True, check=True)
    assert "Indexed 1 article (1 chunk," in done.stdout
    assert "Skipped b.txt: is no text" in done.stdout
    assert r"  ! c\x1b[2J\n.doc" in done.stdout.splitlines()
    assert r"  ! \udcff.doc" in done.stdout.splitlines()


def test_no_index_is_told_with_the_command_that_builds_one(fail: Fail, tmp_path: Path) -> None:
    assert "zitat index FOLDER" in fail("ask", QUESTION, "--index-dir", tmp_path)


@pytest.mark.parametrize("question", ["", "?", "a" * 501])
def test_a_question_that_cannot_be_asked(fail: Fail, seed_index_dir: Path, question: str) -> None:
    assert "question" in fail("ask", question, "--index-dir", seed_index_dir)


def test_a_missing_an_empty_and_an_unreadable_folder(
    fail: Fail, write_articles: Callable[..., Path], tmp_path: Path
) -> None:
    index = ("--index-dir", tmp_path / "index")
    assert "does not exist" in fail("index", tmp_path / "missing", *index)
    (tmp_path / "empty").mkdir()
    assert "holds no articles" in fail("index", tmp_path / "empty", *index)
    unreadable = write_articles({"a.txt": b"\0\1"}, "unreadable")
    assert "holds no readable article: a.txt" in fail("index", unreadable, *index)
    assert not list((tmp_path / "index").glob("generation-*"))


def test_another_model_than_the_indexs(fail: Fail, seed_index_dir: Path) -> None:
    assert "does not exist" in fail(
        "ask", QUESTION, "--index-dir", seed_index_dir, "--model", "./missing"
    )


def test_a_setting_that_cannot_be_used(fail: Fail, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZITAT_PORT", "many")
    assert "ZITAT_PORT is 'many'" in fail("ask", QUESTION)


def test_a_setting_that_is_empty_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in PageSettings.model_fields:
        monkeypatch.setenv(f"ZITAT_{name.upper()}", "")
    assert PageSettings.load() == PageSettings()


def test_a_setting_of_the_page_alone_keeps_no_program_from_answering(
    seed_index_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZITAT_PORT", "many")
    assert Bot(seed_index_dir).ask(QUESTION).answered


def test_evaluation_data_that_is_not_there(
    fail: Fail, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZITAT_EVAL_DIR", str(tmp_path))
    assert "ZITAT_EVAL_DIR" in fail("bench", "seeds")


def test_an_answer_is_right_if_its_quote_holds_a_gold_answer_of_the_gold_article(
    seed_bot: Bot,
) -> None:
    answer = seed_bot.ask(QUESTION)
    article = answer.citations[0].path
    assert is_right(answer, [{"article": article, "answer": "49\n Prozent"}])
    assert not is_right(answer, [{"article": "other.txt", "answer": "49 Prozent"}])
    assert not is_right(answer, [{"article": article, "answer": "50 Prozent"}])
    assert not is_right(answer, [])


def test_ask_narrows_the_search_and_names_a_wrong_day(seed_index_dir: Path, fail: Fail) -> None:
    where = ["--index-dir", str(seed_index_dir)]
    found = CliRunner().invoke(app, ["ask", QUESTION, *where, "--from", "2999-01-01"])
    assert found.output.startswith("Dazu steht nichts in den Artikeln.")
    assert "'Mai' is no day" in fail("ask", QUESTION, *where, "--to", "Mai")
    assert "No article is of the source 'X'" in fail("ask", QUESTION, *where, "--source", "X")


@pytest.mark.parametrize("package", ["index", "bot"])
def test_ctrl_c_while_the_libraries_are_loading_is_one_line(package: str) -> None:
    program = f"""
import sys

class Interrupt:
    def find_spec(self, name, path, target=None):
        if name in ("numpy", "typer"):
            raise KeyboardInterrupt

sys.meta_path.insert(0, Interrupt())
sys.argv = ["zitat", "--help"]
if {package!r} == "index":
    import runpy
    runpy.run_module("index", run_name="__main__")
else:
    from bot.entry import main
    main()
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "zitat: Stopped.\n")


def test_ctrl_c_at_any_moment_is_one_line_and_what_only_helps_loads_no_model(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "main", interrupt)
    with pytest.raises(SystemExit) as exit_:
        entry.main()
    assert exit_.value.code == 130
    assert capsys.readouterr().err == "zitat: Stopped.\n"
    program = """
import sys
from bot.entry import main
sys.argv = ["zitat", "index", "--help"]
try:
    main()
finally:
    heavy = {"torch", "gradio", "transformers", "trafilatura"} & sys.modules.keys()
    print(heavy or "light", file=sys.stderr)
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stderr == "light\n"
    assert "--dry-run" in done.stdout


@pytest.mark.parametrize(("index", "code"), [("there", 0), ("missing", 2)])
def test_ask_ends_with_its_code_once_all_is_printed_and_takes_nothing_apart(
    seed_index_dir: Path, tmp_path: Path, index: str, code: int
) -> None:
    program = """
import atexit, sys
from bot.entry import main
atexit.register(print, "taken apart")
sys.argv = ["zitat", *sys.argv[1:]]
main()
"""
    folder = seed_index_dir if index == "there" else tmp_path
    arguments = ["ask", QUESTION, "--json", "--index-dir", str(folder)]
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=False
    )
    assert done.returncode == code
    assert bool(done.stdout and json.loads(done.stdout)["candidates"]) == (code == 0)
    assert ("zitat: There is no index" in done.stderr) == (code == 2)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("md", "> „Mit dem Deal gehen laut Berichten"),
        ("html", "49 Prozent"),
        ("bibtex", "@misc{microsoft,"),
        ("ris", "TY  - GEN"),
        ("csl", '"type": "document"'),
        ("json", '"answered": true'),
    ],
)
def test_ask_prints_an_answer_in_the_format_that_is_wanted(
    seed_index_dir: Path, name: str, told: str
) -> None:
    arguments = ["ask", QUESTION, "--index-dir", str(seed_index_dir), "--format", name]
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 0
    assert told in result.output


def test_ask_writes_a_word_document_to_a_file_and_none_to_a_terminal(
    seed_index_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    arguments = ["ask", QUESTION, "--index-dir", str(seed_index_dir), "--format", "docx"]
    assert CliRunner().invoke(app, arguments).stdout_bytes.startswith(b"PK")


def test_a_question_loads_neither_pytorch_nor_what_serves_or_reads_files(
    seed_index_dir: Path,
) -> None:
    modules = modules_of_a_question(seed_index_dir, os.environ)
    assert {"faiss", "tokenizers"} <= set(modules)
    heavy = "torch transformers sentence_transformers sklearn pandas gradio fastapi uvicorn docx "
    heavy += "trafilatura pypdfium2 langchain_text_splitters rich watchfiles filelock rensa "
    heavy += "pydantic_settings bm25s scipy tqdm numpy.ma"
    assert set(modules).isdisjoint(heavy.split())


def test_without_pytorch_and_fsspec_a_folder_here_is_indexed_and_answers(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.txt").write_text("Die Brücke in Linz ist 140 Meter lang.")
    program = """
import sys

class Missing:
    def find_spec(self, name, path, target=None):
        pytorch = ("torch", "sentence_transformers", "transformers", "sklearn", "sympy")
        if name in (*pytorch, "fsspec", "s3fs", "aiohttp", "botocore"):
            raise ModuleNotFoundError(name)

sys.meta_path.insert(0, Missing())
import bot, index
index.build("articles")
print(bot.answer("Wie lang ist die Brücke in Linz?").candidates[0].text)
"""
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == "Die Brücke in Linz ist 140 Meter lang.\n", done.stderr
