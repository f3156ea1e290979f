"""What may be uploaded at all: checked before any of it is read."""

from dataclasses import dataclass
from pathlib import Path

from starlette.datastructures import Headers

MB = 1_000_000
MAX_REQUEST_MB = 200
MAX_WAITING_MB = 1000


@dataclass(frozen=True, slots=True)
class UploadGate:
    """Lets uploads through while there is room in ``folder``, where they wait to be taken in.

    A ``folder`` of None lets none through.
    """

    folder: Path | None

    def refusal(self, headers: Headers) -> tuple[int, str, str] | None:
        """Return status, code and sentence if an upload may not pass, else None."""
        if self.folder is None:
            return 403, "read_only", "Articles cannot be uploaded here."
        length = headers.get("content-length", "")
        if "transfer-encoding" in headers or not (length.isascii() and length.isdigit()):
            return 411, "length", "An upload must say its length."
        if int(length) > MAX_REQUEST_MB * MB:
            return 413, "size", f"At most {MAX_REQUEST_MB} MB can be uploaded at once."
        if self._waiting_bytes(self.folder) + int(length) > MAX_WAITING_MB * MB:
            return 507, "full", "Too much is waiting to be taken in. Try again in an hour."
        return None

    @staticmethod
    def _waiting_bytes(folder: Path) -> int:
        return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
