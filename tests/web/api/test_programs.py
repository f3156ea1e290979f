"""Other programs that ask: Gradio's client, and an assistant over MCP."""

import asyncio
import json
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path

import httpx
import pytest
from fixed_bot import ANSWERED
from gradio_client import Client
from gradio_client.exceptions import AppError

from bot import Bot
from tests.conftest import WITHOUT_READER

QUESTION = "Wie viel Prozent an OpenAI könnte Microsoft bekommen?"


def as_json(answer: object) -> object:
    return httpx.Response(200, json=asdict(answer)).json()  # type: ignore[call-overload]


def flat(value: object, path: tuple[object, ...] = ()) -> dict[tuple[object, ...], object]:
    """Return what stands at each place of a JSON value, for a comparison that allows rounding."""
    if not isinstance(value, dict | list):
        return {path: value}
    items = value.items() if isinstance(value, dict) else enumerate(value)
    return {place: leaf for key, each in items for place, leaf in flat(each, (*path, key)).items()}


@pytest.fixture(scope="module")
def client(real_site: str) -> Client:
    # A citation has a path, which the client would else take for a file to fetch.
    return Client(real_site, download_files=False, verbose=False)


def test_gradio_client_gets_the_fields_of_answer(client: Client, seed_bot: Bot) -> None:
    assert client.predict(QUESTION, [], api_name="/ask") == as_json(seed_bot.ask(QUESTION))


def test_gradio_client_can_narrow_the_search(client: Client) -> None:
    found = client.predict(QUESTION, [], date_from="2999-01-01", api_name="/ask")
    assert found["candidates"] == []


def test_gradio_client_sees_ask_and_nothing_else(client: Client) -> None:
    assert set(client.view_api(return_format="dict")["named_endpoints"]) == {"/ask"}


def test_gradio_client_is_told_what_is_wrong_with_a_question(
    client: Client, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(AppError, match="The question is empty"):
        client.predict(" ", [], api_name="/ask")
    assert "Traceback" not in capfd.readouterr().err  # a refusal is no defect


@pytest.mark.parametrize("history", ["Wer?", [5], ["Wer?"] * 51])
def test_gradio_client_is_told_what_is_wrong_with_a_history(
    client: Client, history, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(AppError, match="history"):
        client.predict(ANSWERED, history, api_name="/ask")
    assert "Traceback" not in capfd.readouterr().err


def test_an_assistant_gets_the_quote_over_mcp(seed_index_dir: Path, seed_bot: Bot) -> None:
    from mcp import ClientSession, StdioServerParameters
    from mcp.client.stdio import stdio_client

    program = "import sys; from bot.cli import main; sys.argv[0] = 'zitat'; main()"
    command = StdioServerParameters(
        command=sys.executable,
        args=["-c", program, "mcp", "--index-dir", str(seed_index_dir)],
        env=WITHOUT_READER,  # a server of its own does not inherit the suite's
        cwd=Path(__file__).parents[3],
    )

    async def talk() -> tuple[list[str], object, list[object]]:
        async with stdio_client(command) as streams, ClientSession(*streams) as session:
            await session.initialize()
            tools = [tool.name for tool in (await session.list_tools()).tools]
            right = await session.call_tool("ask", {"question": ANSWERED})
            refused = [
                await session.call_tool("ask", arguments)
                for arguments in (
                    {"question": " "},
                    {"question": ANSWERED, "sources": ["Kein Blatt"]},
                    {"question": ANSWERED, "date_from": "gestern"},
                    {"question": 3},
                    {"question": ANSWERED, "history": ["x" * 501]},
                )
            ]
            return tools, right, refused

    with ThreadPoolExecutor(1) as own_thread:  # Playwright's loop runs in this one
        tools, right, refused = own_thread.submit(
            lambda: asyncio.run(asyncio.wait_for(talk(), 120))
        ).result()
    assert tools == ["ask"]
    here = flat(as_json(seed_bot.ask(ANSWERED)))
    assert flat(right.structuredContent) == pytest.approx(here, abs=2e-6)  # of another process
    assert all(wrong.isError for wrong in refused)
    failures = [wrong.structuredContent for wrong in refused]
    assert [json.loads(wrong.content[0].text) for wrong in refused] == failures
    assert [f["code"] for f in failures] == ["question"] * 3 + ["request"] * 2
    assert failures[0]["message"].startswith("The question is empty")
    assert failures[3]["message"].startswith("question: Input should be a valid string")
