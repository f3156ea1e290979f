// The buttons below each answer. Of their attributes Gradio's cleaning leaves the class alone, so
// that says which answer and which verdict are meant; the server checks both.
const pressedAt = () => {
  for (const button of document.querySelectorAll("#chat button.verdict")) {
    const pressed = String(button.classList.contains("chosen"));
    if (button.getAttribute("aria-pressed") !== pressed) button.setAttribute("aria-pressed", pressed);
  }
};
let focusAfter = "";
new MutationObserver(() => {
  pressedAt();
  if (!focusAfter || document.activeElement !== document.body) return;
  document.querySelector(focusAfter)?.focus();
}).observe(document, { subtree: true, childList: true });
document.addEventListener("click", (event) => {
  const button = event.target.closest("#chat button.verdict");
  focusAfter = "";
  if (!button) return;
  const [, turn, verdict] = button.className.match(/turn-(\d+) says-(\w+)/) ?? [];
  if (!verdict) return;
  focusAfter = `#chat button.turn-${turn}.says-${verdict}`;
  trigger("click", { turn: Number(turn), verdict });
});
