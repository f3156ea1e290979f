"""The rebuilds of an index so far: ``builds.jsonl`` in its folder, one JSON object a line."""

import json
import logging
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from index.messages import Message
from index.rebuild.report import BuildReport

BUILDS = "builds.jsonl"

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PastBuild:
    """A rebuild that has ended, in counts of articles, chunks and files.

    ``ended_at`` is ISO 8601 in UTC. Where it failed, ``error`` is the message and the counts are 0.
    """

    ended_at: str
    seconds: float
    articles: int = 0
    chunks: int = 0
    added: int = 0
    changed: int = 0
    deleted: int = 0
    skipped: int = 0
    error: Message | None = None

    @classmethod
    def succeeded(cls, report: BuildReport) -> "PastBuild":
        """Return the line for a rebuild that has just ended."""
        return cls(
            ended_at=_now(),
            seconds=round(report.seconds, 1),
            articles=report.articles,
            chunks=report.chunks,
            added=len(report.changes.added),
            changed=len(report.changes.changed),
            deleted=len(report.changes.deleted),
            skipped=len(report.skipped),
        )

    @classmethod
    def failed(cls, seconds: float, error: Message) -> "PastBuild":
        """Return the line for a rebuild that has just failed."""
        return cls(ended_at=_now(), seconds=round(seconds, 1), error=error)


def record(index_dir: Path, build: PastBuild) -> None:
    """Add a rebuild to the history. A history that cannot be written fails no rebuild."""
    said = None if build.error is None else build.error.as_json()
    line = json.dumps(asdict(build) | {"error": said}, ensure_ascii=False) + "\n"
    try:
        with (index_dir / BUILDS).open("a", encoding="utf-8") as file:
            file.write(line)
    except OSError as error:
        log.warning("The history %s cannot be written: %s", index_dir / BUILDS, error)


def last_builds(index_dir: Path, count: int) -> list[PastBuild]:
    """Return the last rebuilds, newest first; lines that are none are left out."""
    return list(_parsed(index_dir))[: -count - 1 : -1]


def _parsed(index_dir: Path) -> Iterator[PastBuild]:
    try:
        lines = (index_dir / BUILDS).read_bytes().splitlines()
    except OSError:
        return
    for line in lines:
        try:
            build = PastBuild(**json.loads(line))
            said = build.error
            yield build if said is None else replace(build, error=Message.from_json(said))
        except (ValueError, TypeError):
            continue  # cut off by a crash, or edited by hand


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
