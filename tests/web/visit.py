"""A visit of the page in a real browser."""

from collections import defaultdict
from collections.abc import Sequence

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    Browser,
    Dialog,
    Error,
    Locator,
    Page,
    Request,
    Response,
    ViewportSize,
    expect,
)

ANSWER_TIMEOUT = 30_000
expect.set_options(timeout=60_000)  # machines are busy at times


class Visit:
    """A page in an empty conversation, with what it asked the network for until it was left."""

    def __init__(self, page: Page, address: str, *, fresh: bool = False) -> None:
        self.page, self.address, self.fresh = page, address, fresh
        self.requests: list[str] = []
        self.failures: list[str] = []
        self.dialogs: list[str] = []
        self._listeners = {
            "request": self._note, "response": self._check,
            "dialog": self._dismiss, "pageerror": self._note_error,
        }  # fmt: skip
        for event, listener in self._listeners.items():
            page.on(event, listener)

    def load(self) -> None:
        self.page.goto(self.address)
        expect(self.page.locator("#cards h2")).to_be_visible()

    def begin_anew(self) -> None:
        """Make a page that is loaded what it was at first, as its reader would."""
        self.open_tab(self.page.get_by_role("tab").first)
        self.page.evaluate("document.querySelector('#filters [data-lift]')?.click()")
        self.page.evaluate("document.querySelector('#filters details')?.removeAttribute('open')")
        self.page.click("#clear")
        expect(self.page.locator("#chat .asked")).to_have_count(0)
        expect(self.cards).to_have_count(0)
        expect(self.box).to_have_value("")
        expect(self.box).to_be_focused()  # which comes last

    def open_tab(self, tab: Locator) -> None:
        """Open a tab with the pointer: a key would go to the box if that is given the focus now."""
        tab.click()
        expect(tab).to_have_attribute("aria-selected", "true")

    def open_articles(self, name: str) -> Page:
        """Open the tab of the articles, which is called ``name``; return the page."""
        self.open_tab(self.page.get_by_role("tab", name=name))
        expect(self.page.locator("#articles table")).to_be_visible()
        return self.page

    def ask(self, question: str) -> None:
        self.box.fill(question)
        self.box.press("Enter")
        self.wait_for_reply_to(question)

    def wait_for_reply_to(self, question: str) -> None:
        expect(self.page.locator("#chat .asked").last).to_have_text(question)
        expect(self.replies.last).to_be_visible(timeout=ANSWER_TIMEOUT)
        expect(self.page.locator("#chat .pending")).to_have_count(0, timeout=ANSWER_TIMEOUT)

    @property
    def box(self):
        return self.page.locator("#question textarea")

    @property
    def replies(self):
        return self.page.locator("#chat .bot")

    @property
    def mark(self):
        return self.page.locator("#article mark.quote")

    @property
    def cards(self):
        return self.page.locator("#cards button.card")

    def leave(self) -> None:
        for event, listener in self._listeners.items():
            self.page.remove_listener(event, listener)

    def foreign_requests(self) -> list[str]:
        own = (self.address.split("?")[0], "data:", "blob:")
        return [url for url in self.requests if not url.startswith(own)]

    def _note(self, request: Request) -> None:
        self.requests.append(request.url)

    def _check(self, response: Response) -> None:
        if response.status >= 400:
            self.failures.append(f"{response.status} {response.url}")

    def _note_error(self, error: Error) -> None:
        if error.name != "AbortError":  # this is how Gradio ends its streams
            self.failures.append(str(error))

    def _dismiss(self, dialog: Dialog) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()


class Pages:
    """The pages of one browser, used again, as it takes seconds to load one.

    Each is handed out with nothing stored, of the usual size and colours, and in an empty
    conversation: loaded anew if ``fresh``, or if no free one shows that address. A fresh one is
    its test's alone: it may change the language, the colours or what the browser has stored.
    """

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._free: dict[str, list[Page]] = defaultdict(list)
        self._locale_of: dict[Page, str] = {}

    def take(
        self,
        locale: str,
        address: str,
        *,
        fresh: bool = False,
        viewport: ViewportSize | None = None,
        color_scheme: str = "light",
        permissions: Sequence[str] = (),
    ) -> Visit:
        page = self._free_page(locale, address)
        if not self._shows(page, address):
            page.goto("about:blank")  # what it asks its last address for is none of this visit
        visit = Visit(page, address, fresh=fresh)
        page.set_viewport_size(viewport or ViewportSize(width=1280, height=720))
        page.emulate_media(color_scheme=color_scheme)
        page.context.grant_permissions(permissions)
        if fresh or not self._shows(page, address):
            page.context.clear_cookies()
            visit.load()
        else:
            visit.begin_anew()
        return visit

    def give_back(self, visit: Visit, *, usable: bool) -> None:
        """Take a page back; one that is not ``usable``, or was fresh, is loaded anew next time."""
        visit.leave()
        page = visit.page
        page.context.clear_permissions()
        page.evaluate("sessionStorage.clear(); localStorage.clear()")
        if visit.fresh or not usable:
            page.goto("about:blank")
        self._free[self._locale_of[page]].append(page)

    def _free_page(self, locale: str, address: str) -> Page:
        free = self._free[locale]
        if not free:
            free.append(self._browser.new_context(locale=locale).new_page())
            self._locale_of[free[0]] = locale
        page = next((page for page in free if self._shows(page, address)), free[-1])
        free.remove(page)
        return page

    @staticmethod
    def _shows(page: Page, address: str) -> bool:
        return page.url.rstrip("/") == address.rstrip("/")


def serious_findings(page: Page) -> list[str]:
    """Return what axe calls serious or critical, once nothing on the page moves any more."""
    page.evaluate("Promise.all(document.getAnimations().map(animation => animation.finished))")
    found = Axe().run(page).response["violations"]
    return [
        f"{finding['id']}: {[node['target'] for node in finding['nodes']]}"
        for finding in found
        if finding["impact"] in ("serious", "critical")
    ]
