"""Settings from the environment, everywhere the same: each is a variable ``ZITAT_…``."""

import os
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from index.config import DEFAULT_MODEL, IndexConfig, ReadLimits
from index.errors import SettingError


class Settings(BaseModel):
    """Where articles and index lie, which model embeds, and where the page is served.

    ``model`` is None where nobody chose one: then an index is built with the default model and
    read with the model that it was built with. ``reader`` is an extractive question answering model
    for the best candidates, if any. ``accuracy`` is the share of the shown answers that is to be
    right; None leaves it to the calibration. The ``read_…`` settings limit what reading one file
    may take. ``auth`` is as of ``bot.web.guard.auth.read_password``; ``upload_…`` limit what the
    page takes in: the size of a file, and of the whole folder of articles. ``root_path`` is the
    path, or the whole address, at which a proxy shows the page, without a slash at its end. With
    ``watch`` the index follows the folder of articles while the page is served. ``cluster`` is the
    address of the cluster of Ray that the index's shards are built and searched on, if any.
    """

    model_config = ConfigDict(frozen=True)

    source: Path = Path("seeds")
    index_dir: Path = Path(".index")
    model: str | None = None
    reader: str | None = None
    accuracy: float | None = Field(default=None, gt=0, lt=1)
    host: str = "127.0.0.1"
    port: int = Field(default=7860, ge=1, le=65_535)
    auth: str | None = None
    root_path: str = ""
    watch: bool = False
    cluster: str | None = None

    upload_file_mb: int = Field(default=20, ge=1, le=200)
    upload_folder_mb: int = Field(default=2000, ge=1)

    mask: bool = True
    columns: str = ""
    read_seconds: float = Field(default=20.0, gt=0)
    read_memory_mb: int = Field(default=1000, ge=1)
    read_file_mb: int = Field(default=50, ge=1)

    @field_validator("root_path")
    @classmethod
    def _is_path_or_address(cls, value: str) -> str:
        value = value.strip().rstrip("/")
        parts = urlsplit(value)
        address = parts.scheme in ("http", "https") and parts.hostname is not None
        path = value.startswith("/") and not value.startswith("//")
        if value and (not (address or path) or parts.query or parts.fragment):
            raise ValueError(
                "expected a path such as /zitat, or an address such as https://example.org/zitat"
            )
        return value

    @property
    def read_limits(self) -> ReadLimits:
        """The limits for reading one file."""
        return ReadLimits(self.read_seconds, self.read_memory_mb, self.read_file_mb)

    @property
    def index_config(self) -> IndexConfig:
        """The configuration that a rebuild uses."""
        return IndexConfig(model=self.model or DEFAULT_MODEL, mask=self.mask, columns=self.columns)


_VARIABLES = {name: f"ZITAT_{name.upper()}" for name in Settings.model_fields}


def load_settings() -> Settings:
    """Read the settings from the environment.

    Raises SettingError that names the variable and what is wrong with its value.
    """
    named = {name: os.environ[key] for name, key in _VARIABLES.items() if key in os.environ}
    try:
        return Settings.model_validate(named)
    except ValidationError as error:
        first = error.errors()[0]
        name = _VARIABLES[str(first["loc"][0])]
        raise SettingError(f"{name} is {first['input']!r}: {first['msg']}.") from error
