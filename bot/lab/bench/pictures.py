"""``zitat bench pictures``: what the README shows, taken of the real page and command.

The seeds are indexed and served by the real program; headless Chromium asks the README's question
and takes the page, and what the command prints: as a picture, and word for word. Needs Playwright
and Chromium (the extra "test").
"""

import html
import re
import shutil
import subprocess
import sys
import tempfile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from bot.lab.bench.speed.page import BROWSERS, serve
from index.errors import SettingError
from index.rebuild.rebuild import build

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FOLDER = Path(__file__).parent / "pictures"
ROOT = Path(__file__).parents[3]
SEEDS, README = ROOT / "seeds", ROOT / "README.md"
QUESTION = "Wer ist der Chef von OpenAI?"
EARLIER = "Wann stieg Microsoft bei OpenAI ein?"
MOST_BYTES = 200_000
_COLOURS = 128
_LONGEST_MS = 120_000
# The block of the README that shows the command with what it prints.
SAMPLE = re.compile(r"(?<=```\n)\$ zitat ask .*?(?=```)", re.DOTALL)
_TERMINAL = (
    "<style>body{{margin:0;background:#1a1917}}pre{{margin:0;padding:18px 22px;width:92ch;"
    "font:15px/1.5 ui-monospace,Menlo,'Liberation Mono',monospace;color:#ece8e1;"
    'white-space:pre-wrap}}b{{color:#8fc1e8}}</style><pre><b>$</b> zitat ask "{question}"\n'
    "{printed}</pre>"
)


def take(folder: Path = FOLDER, readme: Path = README) -> list[Path]:
    """Take the pictures into a folder and return them; put what is printed into ``readme``.

    Raises SettingError without a browser.
    """
    executable = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if executable is None:
        raise SettingError(f"No browser was found: install one of {', '.join(BROWSERS)}.")
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  of the extra "test"

    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        index_dir = Path(name) / "index"
        build(SEEDS, index_dir)
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        with serve(index_dir, SEEDS) as (address, _):
            taken = {"page.png": _page(browser, address)}
        printed = _printed(index_dir)
        taken["terminal.png"] = _terminal(browser, printed)
        browser.close()
    text = readme.read_text("utf-8")
    readme.write_text(SAMPLE.sub(lambda _: sample(printed), text, count=1), "utf-8")
    for file, picture in taken.items():
        (folder / file).write_bytes(_small(picture))
    return [folder / file for file in taken]


def _page(browser: "Browser", address: str) -> bytes:
    page = browser.new_page(locale="de-AT", viewport={"width": 1200, "height": 750})
    page.set_default_timeout(_LONGEST_MS)
    page.goto(address)
    for number, question in enumerate((EARLIER, QUESTION), 1):
        page.locator("#question textarea").fill(question)
        page.locator("#question textarea").press("Enter")
        page.locator("#chat .answer").nth(number - 1).wait_for()
    page.locator("#article mark.quote").wait_for()
    page.wait_for_timeout(500)  # the conversation scrolls to its end
    picture = page.screenshot()
    page.close()
    return picture


def sample(printed: str) -> str:
    """Return the command with what it prints, as the README shows it."""
    return f'$ zitat ask "{QUESTION}"\n{printed}'


def _printed(index_dir: Path) -> str:
    program = "from bot.entry import main; main()"
    command = [sys.executable, "-c", program, "ask", QUESTION, "--index-dir", str(index_dir)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def _terminal(browser: "Browser", printed: str) -> bytes:
    page = browser.new_page(viewport={"width": 900, "height": 300})
    text = _TERMINAL.format(question=html.escape(QUESTION), printed=html.escape(printed))
    page.set_content(text)
    return page.locator("pre").screenshot()


def _small(picture: bytes) -> bytes:
    """Return a picture as PNG with few colours. Raises SettingError if it is still too large."""
    from PIL import Image  # noqa: PLC0415  comes with Gradio

    buffer = BytesIO()
    Image.open(BytesIO(picture)).convert("RGB").quantize(_COLOURS).save(
        buffer, "PNG", optimize=True
    )
    if len(buffer.getvalue()) > MOST_BYTES:
        raise SettingError(f"A picture has {len(buffer.getvalue())} bytes: at most {MOST_BYTES}.")
    return buffer.getvalue()
