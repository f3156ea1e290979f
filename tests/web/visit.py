"""A visit of the page in a real browser."""

from playwright.sync_api import Page, Request, Response, expect

ANSWER_TIMEOUT = 30_000
expect.set_options(timeout=15_000)  # machines are busy at times


class Visit:
    """A page that was opened, with what it asked the network for."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.requests: list[str] = []
        self.failures: list[str] = []
        self.dialogs: list[str] = []
        page.on("request", self._note)
        page.on("response", self._check)
        page.on("dialog", lambda dialog: (self.dialogs.append(dialog.message), dialog.dismiss()))
        page.goto(address)
        expect(self.page.locator("#cards h2")).to_be_visible()

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

    def foreign_requests(self) -> list[str]:
        own = (self.address.split("?")[0], "data:", "blob:")
        return [url for url in self.requests if not url.startswith(own)]

    def _note(self, request: Request) -> None:
        self.requests.append(request.url)

    def _check(self, response: Response) -> None:
        if response.status >= 400:
            self.failures.append(f"{response.status} {response.url}")
