"""The web application: the page, the API, /healthz, and the guard around them."""

import os
import tempfile
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

import gradio as gr
from fastapi import FastAPI, Response
from starlette.types import ASGIApp

from bot.web.api.ask import add_api, report_defect
from bot.web.api.original import add_originals
from bot.web.archive.generation import Archive
from bot.web.archive.keeper import Keeper
from bot.web.guard.auth import Password
from bot.web.guard.guard import Guard
from bot.web.guard.upload_gate import MAX_REQUEST_MB, UploadGate
from bot.web.page.early import EarlyScript
from bot.web.page.layout import CSS_PATHS, EARLY, HEAD, I18N, build_page, theme
from bot.web.start.proxy import BelowPath, PublicAddress
from index.errors import StoredIndexError


def create_site(
    archive: Callable[[], Archive],
    allowed_hosts: Collection[str] | None,
    password: Password | None = None,
    keeper: Keeper | None = None,
    public: PublicAddress | None = None,
) -> ASGIApp:
    """Return the application; ``archive`` gives the one that answers now.

    Without a ``keeper`` nothing can be changed from the page: see ``build_page``.
    ``allowed_hosts`` and ``password``: see ``Guard``. ``public`` is where a proxy shows the page.
    """
    public = public or PublicAddress()
    api = FastAPI(title="zitat", docs_url=None, redoc_url=None, openapi_url="/api/openapi.json")

    @api.get("/healthz", include_in_schema=False)
    def healthz(response: Response) -> dict[str, Any]:
        index = archive().bot.index
        try:
            index.check()
        except StoredIndexError as error:
            response.status_code = 503
            return {"status": "damaged", "message": str(error)}
        return {
            "status": "ok",
            "articles": index.manifest.article_count,
            "built_at": index.manifest.built_at,
            "generation": index.generation,
            "up_to_date": keeper is None or keeper.problem is None,
        }

    add_api(api, archive)
    add_originals(api, archive)
    gr.mount_gradio_app(
        api,
        build_page(archive, keeper),
        path="/",
        root_path=public.root,
        theme=theme(),
        css_paths=CSS_PATHS,
        head=HEAD,
        i18n=I18N,
        footer_links=[],
        show_error=False,
        run_history=False,
        enable_monitoring=False,
        ssr_mode=False,
        max_file_size=f"{MAX_REQUEST_MB}mb",
        app_kwargs={"exception_handlers": {Exception: report_defect}},
    )
    waiting = None
    if keeper is not None and keeper.takes_files:
        waiting = Path(os.environ.get("GRADIO_TEMP_DIR", Path(tempfile.gettempdir()) / "gradio"))
    guard = Guard(EarlyScript(api, EARLY), allowed_hosts, password, UploadGate(waiting))
    return BelowPath(guard, public.path)
