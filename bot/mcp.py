"""The tool ``ask`` for assistants that speak MCP, the Model Context Protocol."""

from dataclasses import asdict
from typing import Any

from bot.filters import Filters
from bot.pipeline import Bot
from index.errors import SettingError

_INSTRUCTIONS = (
    "Answers questions about an archive of news articles only in verbatim quotes. Show a quote "
    "unchanged and with its article; where answered is false, say that the articles do not say."
)


def serve(bot: Bot) -> None:
    """Serve one tool, ``ask``, on standard input and output until the other side hangs up.

    Raises SettingError if the extra is not installed.
    """
    try:
        from mcp.server.fastmcp import FastMCP  # noqa: PLC0415
    except ImportError as error:
        raise SettingError(
            "MCP needs the package mcp, which is not installed. Install: pip install 'zitat[mcp]'"
        ) from error
    server: FastMCP[None] = FastMCP("zitat", instructions=_INSTRUCTIONS, log_level="WARNING")

    @server.tool()
    def ask(
        question: str,
        history: list[str] | None = None,
        date_from: str | None = None,
        date_to: str | None = None,
        sources: list[str] | None = None,
    ) -> dict[str, Any]:
        """Find the sentence in the archive that answers a question, in German or English.

        history: the earlier questions of the conversation, oldest first. date_from, date_to
        (days as 2024-03-31, both included) and sources narrow the search. Every quote is
        text[start:end] of the article that its citation names. If answered is false the articles
        do not say; candidates are then the nearest sentences, and no evidence.
        """
        filters = Filters(date_from, date_to, tuple(sources or ()))
        return asdict(bot.ask(question, history or (), filters))

    server.run("stdio")
