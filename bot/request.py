"""What a program sends: a question or words, within limits; and why it gets no answer."""

from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import BaseModel, Field

from bot.find.filters import Filters
from bot.question import MAX_QUESTION_CHARS
from bot.types import Order

MAX_HISTORY = 50
MAX_SOURCES = 100
MAX_COUNT = 200
DEFECT = "Something went wrong on the server; its log says what. Try again."
EXAMPLE: dict[str, Any] = {
    "question": "Wer ist der Chef von OpenAI?",
    "history": [],
}


class Ask(BaseModel):
    """A question, the earlier ones, oldest first, and what narrows the search."""

    model_config = {"extra": "forbid", "json_schema_extra": {"examples": [EXAMPLE]}}

    question: str = Field(description=f"At most {MAX_QUESTION_CHARS} characters.")
    history: list[Annotated[str, Field(max_length=MAX_QUESTION_CHARS)]] = Field(
        default=[], max_length=MAX_HISTORY
    )
    date_from: str | None = Field(
        default=None, max_length=10, description="Only articles of this day (2024-03-31) or later."
    )
    date_to: str | None = Field(
        default=None, max_length=10, description="Only articles of this day or earlier."
    )
    sources: list[str] = Field(
        default=[], max_length=MAX_SOURCES, description="Only articles of these sources."
    )

    @property
    def filters(self) -> Filters:
        """What the search is narrowed to. Raises QuestionError if it cannot be."""
        return Filters(self.date_from, self.date_to, tuple(self.sources))


class Search(BaseModel):
    """Words that articles are to be about, the page of the list, and what narrows the search."""

    model_config = {"extra": "forbid"}

    words: str = Field(description=f"At most {MAX_QUESTION_CHARS} characters.")
    order: Order = Field(default="best", description="best or newest first.")
    first: int = Field(default=0, ge=0, description="The first article wanted, counted from 0.")
    count: int = Field(default=20, ge=1, le=MAX_COUNT, description="How many articles.")
    date_from: str | None = Field(default=None, max_length=10)
    date_to: str | None = Field(default=None, max_length=10)
    sources: list[str] = Field(default=[], max_length=MAX_SOURCES)


class Failure(BaseModel):
    """Why there is no answer: a code for programs, a sentence for people."""

    code: str
    message: str


def first_problem(errors: Sequence[Any]) -> str:
    """Return where a request is wrong, and how: the first of what Pydantic lists."""
    place = ".".join(str(part) for part in errors[0]["loc"])
    return f"{place}: {errors[0]['msg']}"
