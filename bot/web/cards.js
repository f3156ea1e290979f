// A card is a real button; which one was chosen is sent as its position, and checked there.
element.addEventListener("click", (event) => {
  const card = event.target.closest("button[data-card]");
  if (!card) return;
  for (const other of element.querySelectorAll("button[data-card]"))
    other.setAttribute("aria-pressed", String(other === card));
  trigger("click", { card: Number(card.dataset.card) });
});
