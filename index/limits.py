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

    @property
    def too_slow(self) -> str:
        """Why a file that takes longer is not read, and the way out."""
        return (
            f"takes longer than {self.seconds:g} s to be read: "
            "split it, or raise ZITAT_READ_SECONDS"
        )

    @property
    def too_large(self) -> str:
        """Why a file that needs more memory is not read, and the way out."""
        return (
            f"needs more than {self.memory_mb} MB of memory to be read: "
            "split it, or raise ZITAT_READ_MEMORY_MB"
        )
