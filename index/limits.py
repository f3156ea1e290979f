"""How much a single file may cost to read."""

from dataclasses import dataclass

from index.errors import SettingError


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
