// The language switch.
document.addEventListener("click", (event) => {
  const language = event.target.closest?.("[data-language]")?.dataset.language;
  if (!language) return;
  document.cookie = `zitat_language=${language}; path=/; max-age=31536000; SameSite=Lax`;
  location.reload();
});

// Gradio labels each message with its source, markup and all; the text itself is what to read. The
// conversation, and the button that leads to its end, it labels in English, and it lets nobody scroll
// by keyboard. The examples are buttons in what it calls a list, though a list may hold none.
const mendChat = () => {
  document.querySelector("#chat .examples[role=list]")?.removeAttribute("role");
  for (const message of document.querySelectorAll("#chat [data-testid][aria-label]"))
    message.removeAttribute("aria-label");
  const log = document.querySelector("#chat [role=log]");
  const { conversation: name, scrollDown } = document.querySelector("#head header")?.dataset ?? {};
  const down = document.querySelector("#chat .scroll-down-button-container button");
  if (down && scrollDown && down.title !== scrollDown) down.ariaLabel = down.title = scrollDown;
  if (!log || !name || (log.ariaLabel === name && log.tabIndex === 0)) return;
  log.ariaLabel = name;
  log.tabIndex = 0;
};
// What comes last in the conversation is shown from the question on: an answer that is higher than the
// conversation is read from its beginning. A verdict moves nothing.
let shownLast = "";
let shownAt = 0;
let watched;
let scrolls = false;
const scrollToLast = (log) => {
  scrolls = false;
  const rows = [...log.querySelectorAll(".message-row")];
  const [before, last] = [rows.at(-2), rows.at(-1)];
  const first = before?.querySelector(".asked") ? before : last;
  if (first) log.scrollTop += first.getBoundingClientRect().top - log.getBoundingClientRect().top;
  // On a phone the question box may have been scrolled to, which puts the conversation's top out of view.
  if (first && log.getBoundingClientRect().top < 0) log.scrollIntoView({ block: "start" });
  shownAt = log.scrollTop;
};
// The completed question, or open filters, leave less room; what was in view stays in view.
const resized = new ResizeObserver(([{ target }]) => {
  if (target.scrollTop === shownAt) scrollToLast(target);
});
const showLast = () => {
  const log = document.querySelector("#chat [role=log]");
  if (!log) return;
  if (log !== watched) resized.observe((watched = log));
  const rows = [...log.querySelectorAll(".message-row")];
  const pending = log.querySelectorAll(".pending").length;
  const shown = `${rows.length} ${pending} ${Boolean(rows.at(-1)?.textContent.trim())}`;
  if (shown === shownLast) return;
  shownLast = shown;
  // Once a frame, as measuring lays the page out: of an answer several changes come at once.
  if (!scrolls) requestAnimationFrame(() => scrollToLast(log));
  scrolls = true;
};
new MutationObserver(() => {
  mendChat();
  showLast();
}).observe(document, {
  subtree: true,
  childList: true,
  attributeFilter: ["aria-label"],
});
