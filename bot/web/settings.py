"""Settings of the page: those of what answers, the address, who may ask, and what it takes in."""

from urllib.parse import urlsplit

from pydantic import Field, field_validator

from bot.settings import BotSettings


class PageSettings(BotSettings):
    """Where the page is served, to whom, and how much it takes in.

    ``auth`` is as of ``bot.web.guard.auth.read_password``. ``root_path`` is the path, or the whole
    address, at which a proxy shows the page, without a slash at its end. With ``watch`` the index
    follows the folder of articles while the page is served. ``upload_…`` limit the size of a file
    that is taken in, and of the whole folder of articles.
    """

    host: str = "127.0.0.1"
    port: int = Field(default=7860, ge=1, le=65_535)
    auth: str | None = None
    root_path: str = ""
    watch: bool = False
    upload_file_mb: int = Field(default=20, ge=1, le=200)
    upload_folder_mb: int = Field(default=2000, ge=1)

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
