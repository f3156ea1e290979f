"""What the README shows is run, in a copy of nothing but the seeds."""

import json
import re
import shutil
import tomllib
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.lab.bench.pictures import QUESTION, SAMPLE, sample
from tests.conftest import ROOT, SEEDS

README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


@pytest.fixture(autouse=True)
def default_reader(no_settings_from_outside: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Answer as for who has set nothing: the suite else answers without the reader."""
    monkeypatch.delenv("ZITAT_READER")


@pytest.fixture
def folder_with_seeds(
    tmp_path: Path, seed_index_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    shutil.copytree(SEEDS, tmp_path / "seeds")
    shutil.copytree(seed_index_dir, tmp_path / ".index")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("folder_with_seeds")
@pytest.mark.parametrize("snippet", blocks("python"))
def test_the_python_snippets_do_what_their_comments_say(snippet: str) -> None:
    names: dict[str, object] = {}
    exec(snippet, names)
    for line in snippet.splitlines():
        code, _, comment = line.partition("#")
        quoted = re.match(r'\s*"([^"]+)"', comment)
        if quoted:
            assert eval(code, names) == quoted.group(1)


@pytest.mark.usefixtures("folder_with_seeds")
def test_the_zitat_commands_run() -> None:
    commands = [
        line.split("#")[0].strip()
        for block in blocks("sh")
        for line in block.splitlines()
        if line.startswith("zitat ")
    ]
    assert len(commands) >= 2
    for command in commands:
        arguments = re.findall(r'"[^"]*"|\S+', command.removeprefix("zitat "))
        result = CliRunner().invoke(app, [argument.strip('"') for argument in arguments])
        assert result.exit_code == 0, result.output


def test_the_example_at_the_top_is_word_for_word_what_zitat_prints(seed_index_dir: Path) -> None:
    printed = CliRunner().invoke(app, ["ask", QUESTION, "--index-dir", str(seed_index_dir)])
    assert SAMPLE.findall(README) == [sample(printed.output)]  # zitat bench pictures writes it


def test_the_settings_table_names_every_setting() -> None:
    from bot.web.settings import PageSettings

    rows = [line for line in README.splitlines() if line.startswith("| `ZITAT_")]
    listed = {name for row in rows for name in re.findall(r"`ZITAT_(\w+)`", row)}
    assert listed == {name.upper() for name in PageSettings.model_fields}


def test_its_pictures_are_there_and_small() -> None:
    pictures = [ROOT / path for path in re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README)]
    assert len(pictures) == 2
    assert all(0 < picture.stat().st_size <= 200_000 for picture in pictures)


def test_the_container_copies_what_is_there_and_starts_a_command_that_exists() -> None:
    (container,), (service,) = blocks("dockerfile"), blocks("ini")
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["scripts"]
    started = json.loads(re.search(r"^CMD (.*)$", container, re.MULTILINE)[1])
    assert re.search(r"^ExecStart=\S+/(.*)$", service, re.MULTILINE)[1].split() == started
    assert started[0] in scripts
    assert CliRunner().invoke(app, [started[1], "--help"]).exit_code == 0
    for source in re.findall(r"^COPY (\S+) /opt/zitat$", container, re.MULTILINE):
        assert (ROOT / source / "pyproject.toml").is_file()
    left_out = (ROOT / ".dockerignore").read_text("utf-8").split()
    needed = {"pyproject.toml", "README.md", "LICENSE", "bot", "index"}
    assert not needed & {pattern.rstrip("/") for pattern in left_out}
    torch = re.search(r"torch==[\d.]+", container)[0]
    assert f'"{torch}",' in (ROOT / "pyproject.toml").read_text("utf-8")


def test_the_service_and_the_container_set_what_zitat_knows() -> None:
    from bot.web.settings import PageSettings

    for language in ("ini", "dockerfile", "nginx"):
        (block,) = blocks(language)
        named = {name.lower() for name in re.findall(r"ZITAT_([A-Z_]+)=", block)}
        assert named <= set(PageSettings.model_fields)
