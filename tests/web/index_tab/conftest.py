"""The page of a copy of the seeds, which may be changed."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bot import Bot
from bot.web.archive.holdings import Holdings


@pytest.fixture
def holdings(seeds: Path, seed_index_dir: Path, tmp_path: Path) -> Holdings:
    shutil.copytree(seeds, tmp_path / "articles")
    shutil.copytree(seed_index_dir, tmp_path / "index")
    return Holdings(tmp_path / "articles", tmp_path / "index")


@pytest.fixture
def site(holdings: Holdings, start_site: Callable[..., str]) -> str:
    return start_site(Bot(holdings.index_dir), None, holdings)
