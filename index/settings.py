"""Settings from the environment, everywhere the same: each is a variable ``ZITAT_…``."""

import os
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from index.config import DEFAULT_MODEL, IndexConfig, ReadLimits
from index.errors import SettingError
from index.files.address import RemoteFolder, Source, source_at


class IndexSettings(BaseModel):
    """Where articles and index lie, which model embeds, and how files are read.

    ``model`` is None where nobody chose one: then an index is built with the default model and
    read with the model that it was built with. The ``read_…`` settings limit what reading one file
    may take. ``cluster`` is the address of the cluster of Ray that the index's shards are built and
    searched on, if any.
    """

    model_config = ConfigDict(frozen=True)

    source: Source = Path("seeds")
    index_dir: Path = Path(".index")
    model: str | None = None
    cluster: str | None = None
    mask: bool = True
    columns: str = ""
    read_seconds: float = Field(default=20.0, gt=0)
    read_memory_mb: int = Field(default=1000, ge=1)
    read_file_mb: int = Field(default=50, ge=1)

    @field_validator("source", mode="before")
    @classmethod
    def _is_folder_or_address(cls, value: str | Path | RemoteFolder) -> Source:
        return source_at(value)

    @classmethod
    def load(cls) -> Self:
        """Read the settings from the environment; a variable that is empty counts as not set.

        Raises SettingError that names the variable and what is wrong with its value.
        """
        variables = {name: f"ZITAT_{name.upper()}" for name in cls.model_fields}
        named = {name: value for name, key in variables.items() if (value := os.environ.get(key))}
        try:
            return cls.model_validate(named)
        except ValidationError as error:
            first = error.errors()[0]
            variable = variables[str(first["loc"][0])]
            raise SettingError(f"{variable} is {first['input']!r}: {first['msg']}.") from error

    @property
    def read_limits(self) -> ReadLimits:
        """The limits for reading one file."""
        return ReadLimits(self.read_seconds, self.read_memory_mb, self.read_file_mb)

    @property
    def index_config(self) -> IndexConfig:
        """The configuration that a rebuild uses."""
        return IndexConfig(model=self.model or DEFAULT_MODEL, mask=self.mask, columns=self.columns)
