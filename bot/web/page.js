// Before Gradio draws the page: its language, for screen readers and hyphenation.
document.documentElement.lang = /^de\b/i.test(navigator.language) ? "de" : "en";

// Gradio labels each message with its source, markup and all; the text itself is what to read.
const unlabel = () => {
  for (const message of document.querySelectorAll("#chat [data-testid][aria-label]"))
    message.removeAttribute("aria-label");
};
new MutationObserver(unlabel).observe(document, {
  subtree: true,
  childList: true,
  attributeFilter: ["aria-label"],
});
