"""The tool ``ask`` for assistants that speak MCP, the Model Context Protocol."""

import json
import logging
from dataclasses import asdict
from typing import Any

from pydantic import ValidationError

from bot.pipeline import Bot
from bot.request import DEFECT, Ask, Failure, first_problem
from index.errors import QuestionError, SettingError, StoredIndexError

log = logging.getLogger(__name__)

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
        from mcp.server.fastmcp.exceptions import ToolError  # noqa: PLC0415
        from mcp.types import CallToolResult, TextContent  # noqa: PLC0415
    except ImportError as error:
        raise SettingError(
            "MCP needs the package mcp, which is not installed. Install: pip install 'zitat[mcp]'"
        ) from error

    class Server(FastMCP[None]):
        """What the API returns for an error: a code and a sentence."""

        async def call_tool(self, name: str, arguments: dict[str, Any]) -> Any:
            try:
                return await super().call_tool(name, arguments)
            except ToolError as error:
                failure = _failure(error.__cause__ or error).model_dump()
            text = TextContent(type="text", text=json.dumps(failure, ensure_ascii=False))
            return CallToolResult(isError=True, content=[text], structuredContent=failure)

    server = Server("zitat", instructions=_INSTRUCTIONS, log_level="WARNING")

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
        body = Ask.model_validate(
            {
                "question": question,
                "history": history or [],
                "date_from": date_from,
                "date_to": date_to,
                "sources": sources or [],
            }
        )
        return asdict(bot.ask(body.question, body.history, body.filters))

    server.run("stdio")


def _failure(error: BaseException) -> Failure:
    """Return an error as the API does; what nobody expected is logged."""
    if isinstance(error, QuestionError):
        return Failure(code="question", message=str(error))
    if isinstance(error, StoredIndexError):
        return Failure(code="index", message=str(error))
    if isinstance(error, ValidationError):
        return Failure(code="request", message=f"{first_problem(error.errors())}.")
    log.error("The tool failed.", exc_info=error)
    return Failure(code="internal", message=DEFECT)
