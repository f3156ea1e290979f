"""Where the archive lies, and what may be done to it from the page."""

from dataclasses import dataclass, field
from pathlib import Path

from index.config import IndexConfig, ReadLimits
from index.errors import SettingError
from index.files.address import RemoteFolder, Source
from index.messages import Code


@dataclass(frozen=True, slots=True)
class UploadLimits:
    """How much may be uploaded: MB (10⁶ bytes) a file, files at once, MB of the whole folder."""

    file_mb: int = 20
    files: int = 50
    folder_mb: int = 2000


@dataclass(frozen=True, slots=True)
class Holdings:
    """The folder of articles and the folder of their index.

    ``changeable``: whether who uses the page may rebuild the index, and add and remove articles if
    their folder lies on this machine. ``cluster``: the address of the cluster of Ray that shards
    are built on, if any.
    """

    source: Source
    index_dir: Path
    config: IndexConfig = field(default_factory=IndexConfig)
    limits: ReadLimits = field(default_factory=ReadLimits)
    uploads: UploadLimits = field(default_factory=UploadLimits)
    changeable: bool = True
    cluster: str | None = None

    @property
    def takes_files(self) -> bool:
        """Whether who uses the page may add and remove articles."""
        return self.changeable and isinstance(self.source, Path)

    @property
    def folder(self) -> Path:
        """The folder of articles on this machine. Raises SettingError if it lies elsewhere."""
        if isinstance(self.source, RemoteFolder):
            raise SettingError(Code.FOLDER_ELSEWHERE(folder=str(self.source)))
        return self.source
