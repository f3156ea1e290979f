"""The calibration that an archive's owner fitted, stored beside the index; else the one brought."""

import json
import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib.resources import files
from itertools import chain
from pathlib import Path

from bot.bench.measures import threshold_at
from bot.confidence import Calibration
from index.errors import IndexDamagedError

NAME = "calibration.json"
# The shares of right answers that an archive's owner can choose from.
LEVELS = tuple(share / 100 for share in range(20, 100, 5))


@dataclass(frozen=True, slots=True)
class StoredCalibration:
    """What ``calibration.json`` holds."""

    slope: float
    offset: float
    levels: tuple[tuple[float, float], ...]
    accuracy: float
    questions: int


def read_calibration(index_dir: Path) -> Calibration:
    """Return the calibration stored beside an index, or the one that zitat brings.

    Raises IndexDamagedError if the file is there and cannot be used.
    """
    path = index_dir / NAME
    if not path.exists():
        return brought_calibration()
    try:
        return parse_calibration(path.read_text(encoding="utf-8"))
    except (ValueError, KeyError, TypeError, OSError) as error:
        raise IndexDamagedError(
            f"The calibration {str(path)!r} cannot be used ({error}). Delete the file, or fit it "
            "anew: zitat calibrate QUESTIONS"
        ) from error


def brought_calibration() -> Calibration:
    """Return the calibration that was fitted on zitat's training questions."""
    return parse_calibration((files("bot") / "weights" / NAME).read_text(encoding="utf-8"))


def parse_calibration(text: str) -> Calibration:
    """Return the calibration written as JSON; raises ValueError, KeyError or TypeError."""
    fields = json.loads(text)
    slope, offset, accuracy = (float(fields[name]) for name in ("slope", "offset", "accuracy"))
    levels = tuple((float(share), float(level)) for share, level in fields["levels"])
    if not all(map(math.isfinite, (slope, offset, accuracy, *chain(*levels)))):
        raise ValueError("a number that is none")
    if levels != tuple(sorted(levels)):
        raise ValueError("levels that do not rise")
    return Calibration(slope, offset, levels, accuracy)


def measure_levels(
    probabilities: Sequence[float], right: Sequence[bool], accuracy: float
) -> tuple[tuple[float, float], ...]:
    """Return the ``levels`` of a Calibration, of which ``accuracy`` is one.

    A share that the answers of no level reach is left out, as are all above it.
    """
    shares = sorted({*LEVELS, accuracy})
    levels = [(share, threshold_at(probabilities, right, share)) for share in shares]
    return tuple(pair for pair in levels if math.isfinite(pair[1]))


def as_json(stored: StoredCalibration) -> str:
    """Return what is written into the file."""
    return json.dumps(asdict(stored), indent=1) + "\n"
