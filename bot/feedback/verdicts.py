"""What readers say of answers: ``feedback.jsonl`` in the index's folder, and what it is good for.

A judged answer is a question with a known answer: exported, it makes a team's own test set.
"""

import json
import logging
import threading
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, get_args

from bot.find.filters import Filters
from bot.question import read_question
from bot.question.completion import complete
from bot.types import Answer
from index.errors import IndexWriteError, QuestionError

FEEDBACK = "feedback.jsonl"
Verdict = Literal["right", "wrong", "not_helpful"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)

log = logging.getLogger(__name__)
_writing = threading.Lock()


@dataclass(frozen=True, slots=True)
class Feedback:
    """A verdict on an answer, with all that is needed to ask again.

    ``quote`` is None where zitat said that the articles do not say; then so are ``span``, ``path``,
    ``start``, ``end`` and ``sha256``, which else are as of ``Citation``. ``generation`` is that of
    the index that answered. ``time`` is ISO 8601 in UTC.
    """

    time: str
    verdict: Verdict
    question: str
    history: tuple[str, ...]
    date_from: str | None
    date_to: str | None
    sources: tuple[str, ...]
    quote: str | None
    span: str | None
    path: str | None
    start: int | None
    end: int | None
    sha256: str | None
    confidence: float
    generation: str
    undated: bool = False

    @classmethod
    def on(
        cls,
        answer: Answer,
        verdict: Verdict,
        generation: str,
        history: Sequence[str] = (),
        filters: Filters | None = None,
    ) -> "Feedback":
        """Return a verdict on an answer that was given just now."""
        filters = filters or Filters()
        citation = answer.citations[0] if answer.citations else None
        return cls(
            time=datetime.now(UTC).isoformat(timespec="seconds"),
            verdict=verdict,
            question=answer.question,
            history=tuple(history),
            date_from=filters.date_from,
            date_to=filters.date_to,
            sources=filters.sources,
            undated=filters.undated,
            quote=answer.text,
            span=answer.span,
            path=citation.path if citation else None,
            start=citation.start if citation else None,
            end=citation.end if citation else None,
            sha256=citation.sha256 if citation else None,
            confidence=round(answer.confidence, 4),
            generation=generation,
        )

    @property
    def filters(self) -> Filters:
        """What the question was narrowed to."""
        return Filters(self.date_from, self.date_to, self.sources, self.undated)

    @property
    def stands_alone(self) -> bool:
        """Whether the question took nothing over from the conversation it was asked in."""
        return str(complete(self.question, self.history)) == self.question


def add_feedback(index_dir: Path, feedback: Feedback) -> None:
    """Append a verdict to the file. Raises IndexWriteError if it cannot be written."""
    line = json.dumps(asdict(feedback), ensure_ascii=False) + "\n"
    try:
        with _writing, (index_dir / FEEDBACK).open("a", encoding="utf-8") as file:
            file.write(line)
    except OSError as error:
        raise IndexWriteError(
            f"The verdict cannot be kept in {str(index_dir / FEEDBACK)!r}: {error.strerror}."
        ) from error


def read_feedback(index_dir: Path) -> list[Feedback]:
    """Return the verdicts, oldest first: the last one on each answer to each question.

    Lines that are no verdict are left out and logged by their number.
    """
    found: dict[object, Feedback] = {}
    for feedback in _parsed(index_dir / FEEDBACK):
        history = () if feedback.stands_alone else feedback.history
        key = (feedback.question, history, feedback.filters, feedback.quote)
        found.pop(key, None)
        found[key] = feedback
    return list(found.values())


def as_questions(kept: Iterable[Feedback]) -> Iterator[dict[str, Any]]:
    """Yield the verdicts ``right`` as questions with their answers, for ``zitat bench answers``.

    A right "the articles do not say" is an unanswerable question. Left out are questions that do
    not stand on their own; so are narrowed ones, and whatever was not right, for its answer
    is not known.
    """
    right = (item for item in kept if item.verdict == "right")
    standing = (item for item in right if item.stands_alone and not item.filters)
    for number, item in enumerate(standing, 1):
        try:
            question = read_question(item.question)
        except QuestionError:
            continue
        yield {
            "id": f"fb-{number:03}",
            "lang": question.language,
            "question": item.question,
            "article": item.path,
            "answer": item.span or item.quote,
            "sentence": item.quote,
            "kind": question.kind,
            "paraphrase": False,
        }


def _parsed(path: Path) -> Iterator[Feedback]:
    names = {field.name for field in fields(Feedback)}
    try:
        lines = path.read_bytes().removeprefix(BOM_UTF8).splitlines()
    except FileNotFoundError:
        return
    for number, line in enumerate(lines, 1):
        try:
            row = json.loads(line)
            row = {name: row[name] for name in names}
            row["history"], row["sources"] = tuple(row["history"]), tuple(row["sources"])
            feedback = Feedback(**row)
            if feedback.verdict not in VERDICTS:
                raise ValueError(feedback.verdict)
            _ = feedback.filters
        except (ValueError, TypeError, KeyError, QuestionError) as error:
            log.warning("%s, line %d is no verdict and left out: %r", path, number, error)
            continue
        yield feedback
