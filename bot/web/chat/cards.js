// A card is a real button; which one was chosen is sent as its position, and checked there.
element.addEventListener("click", (event) => {
  const card = event.target.closest("button[data-card]");
  if (!card) return;
  for (const other of element.querySelectorAll("button[data-card]"))
    other.setAttribute("aria-pressed", String(other === card));
  const turn = Number(card.closest("[data-turn]").dataset.turn);
  document.body.dataset.source = "chosen";
  zitat.choice = { card: Number(card.dataset.card), turn, from: "cards" };
  trigger("click");
});
// The number of a source in the conversation opens its card, also one of an earlier answer.
document.addEventListener("click", (event) => {
  const number = event.target.closest?.("#chat button.number");
  const [, turn, card] = number?.className.match(/turn-(\d+) card-(\d+)/) ?? [];
  if (!card) return;
  document.body.dataset.source = "chosen";
  zitat.choice = { card: Number(card), turn: Number(turn), from: "conversation" };
  trigger("click");
});
