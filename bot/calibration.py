"""The calibration that an archive's owner fitted, stored beside the index; else the one brought."""

import json
import math
from dataclasses import asdict, dataclass
from itertools import chain
from pathlib import Path

from bot.brought import read_brought
from bot.confidence import Calibration
from index.errors import IndexDamagedError

NAME = "calibration.json"


@dataclass(frozen=True, slots=True)
class StoredCalibration(Calibration):
    """One that was fitted to an archive, and by how many questions."""

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
    return parse_calibration(read_brought(NAME).decode())


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
