"""The calibration that an archive's owner fitted, stored beside the index; else the one bundled."""

import json
import logging
import math
from dataclasses import asdict, dataclass
from hashlib import sha256
from itertools import chain
from pathlib import Path

from bot.answering.confidence import Calibration
from bot.bundled import read_bundled
from bot.reader.own import NAME as OWN_READER
from bot.reader.weighing import WEIGHTS as READER_WEIGHTS
from index.errors import IndexDamagedError

NAME = "calibration.json"
# An archive that has grown or shrunk by more than this factor deserves to be calibrated anew.
RESIZED = 3
_WEIGHTS = ("ranking.json", "confidence.json")
_ANEW = "Fit it anew: zitat calibrate QUESTIONS"

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class FittedTo:
    """What raw scores depend on: the embedding model, zitat's weights, the reader (or None).

    ``articles`` is the number of articles in the index.
    """

    model: str
    weights: str
    reader: str | None
    articles: int

    @classmethod
    def of(cls, model: str, reader: str | None, articles: int) -> "FittedTo":
        """Return it for the weights that this zitat brings. Raises ModelError."""
        bundled = [read_bundled(name) for name in _WEIGHTS]
        if reader is not None:
            bundled.append(read_bundled(READER_WEIGHTS, "bot.reader"))
        digest = sha256(b"".join(sha256(weights).digest() for weights in bundled))
        return cls(model, digest.hexdigest()[:16], reader, articles)


@dataclass(frozen=True, slots=True)
class StoredCalibration(Calibration):
    """One that was fitted to an archive, to which, and by how many questions.

    ``shown``: so many of the answers that it was fitted to reach the level of ``accuracy``;
    ``shown_right`` of these were right.
    """

    questions: int
    shown: int
    shown_right: int
    fitted_to: FittedTo


def read_calibration(index_dir: Path, now: FittedTo) -> Calibration:
    """Return the calibration stored beside an index, or the one that zitat brings.

    The stored one is used only if the scores still come from the same model, weights and reader; if
    not, and if the archive has another size by far, that is logged as a warning. ``now`` is what
    they come from. Raises IndexDamagedError if the file is there and cannot be used.
    """
    path = index_dir / NAME
    if not path.exists():
        if now.reader not in (None, OWN_READER):
            log.warning(
                "How many answers are right was not measured with the reader %r. To be told: "
                "zitat calibrate QUESTIONS --reader %s",
                *(now.reader, now.reader),
            )
        return bundled_calibration(now.reader)
    try:
        text = path.read_text(encoding="utf-8")
        stored, told = parse_calibration(text), json.loads(text).get("fitted_to")
        fitted = None if told is None else FittedTo(**told)
        articles = None if fitted is None else int(fitted.articles)
    except (ValueError, KeyError, TypeError, OSError) as error:
        raise IndexDamagedError(
            f"The calibration {str(path)!r} cannot be used ({error}). Delete the file, or fit it "
            "anew: zitat calibrate QUESTIONS"
        ) from error
    if fitted is None or articles is None:
        log.warning("The calibration %s does not say what it was fitted to. %s", path, _ANEW)
        return stored
    for name in ("model", "weights", "reader"):
        old, new = getattr(fitted, name), getattr(now, name)
        if old != new:
            log.warning(
                "The calibration %s is not used: it was fitted to the %s %s, now it is %s. What "
                "zitat brings is used instead. %s",
                *(path, name, old or "(none)", new or "(none)", _ANEW),
            )
            return bundled_calibration(now.reader)
    if not articles / RESIZED <= now.articles <= articles * RESIZED:
        log.warning(
            "The calibration %s was fitted to %d articles, now there are %d: the confidence may "
            "be off. %s",
            *(path, articles, now.articles, _ANEW),
        )
    return stored


def bundled_calibration(reader: str | None) -> Calibration:
    """Return the calibration that was fitted on zitat's training questions, with a reader or none.

    That of zitat's own reader stands in for any other.
    """
    return parse_calibration(read_bundled(NAME, "bot.reader" if reader else "bot").decode())


def parse_calibration(text: str) -> Calibration:
    """Return the calibration written as JSON; raises ValueError, KeyError or TypeError."""
    fields = json.loads(text)
    slope, offset, accuracy = (float(fields[name]) for name in ("slope", "offset", "accuracy"))
    levels = tuple((float(share), float(level)) for share, level in fields["levels"])
    if not all(map(math.isfinite, (slope, offset, accuracy, *chain(*levels)))):
        raise ValueError("a number that is none")
    if any(list(column) != sorted(column) for column in zip(*levels, strict=True)):
        raise ValueError("levels that do not rise")
    return Calibration(slope, offset, levels, accuracy)


def as_json(calibration: Calibration) -> str:
    """Return what is written into the file."""
    return json.dumps(asdict(calibration), indent=1) + "\n"
