// The language switch.
document.addEventListener("click", (event) => {
  const language = event.target.closest?.("[data-language]")?.dataset.language;
  if (!language) return;
  document.cookie = `zitat_language=${language}; path=/; max-age=31536000; SameSite=Lax`;
  location.reload();
});

// Gradio labels each message with its source, markup and all; the text itself is what to read. The
// conversation it labels in English, and lets nobody scroll by keyboard. The examples are buttons in
// what it calls a list, though a list may hold none.
const mendChat = () => {
  document.querySelector("#chat .examples[role=list]")?.removeAttribute("role");
  for (const message of document.querySelectorAll("#chat [data-testid][aria-label]"))
    message.removeAttribute("aria-label");
  const log = document.querySelector("#chat [role=log]");
  const name = document.querySelector("#head [data-conversation]")?.dataset.conversation;
  if (!log || !name || (log.ariaLabel === name && log.tabIndex === 0)) return;
  log.ariaLabel = name;
  log.tabIndex = 0;
};
new MutationObserver(mendChat).observe(document, {
  subtree: true,
  childList: true,
  attributeFilter: ["aria-label"],
});
