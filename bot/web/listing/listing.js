// The list is part of the panel of the sources. What is chosen is sent with the state of the list;
// pressing a year or source again lifts it.
let focusInList = "";
element.addEventListener("click", (event) => {
  const list = event.target.closest(".results");
  const button = event.target.closest(".results button");
  if (!button) return;
  const { order, year, source, page, path, start, end } = button.dataset;
  const state = {
    from: "list",
    turn: Number(list.dataset.turn),
    order: order ?? list.dataset.order,
    year: year === list.dataset.year ? "" : (year ?? list.dataset.year),
    source: source === list.dataset.source ? "" : (source ?? list.dataset.source),
    page: Number(path ? list.dataset.page : (page ?? 0)),
  };
  if (path) {
    Object.assign(state, { path, start: Number(start), end: Number(end) });
    for (const other of list.querySelectorAll("[data-path]"))
      other.setAttribute("aria-pressed", String(other === button));
    document.body.dataset.source = "chosen";
  } else {
    delete document.body.dataset.source;
    const name = order ? "order" : year ? "year" : source ? "source" : "page";
    const chosen = `.results button[data-${name}="${CSS.escape(button.dataset[name])}"]`;
    focusInList = name === "page" ? ".results .listed button" : chosen;
  }
  zitat.choice = state;
  trigger("click");
});
// The list is drawn anew; whoever came by keyboard goes on where they were, and on another page at
// its first article, which comes into view.
watch("value", () => {
  // Of more years than there is room for, the newest are seen first.
  const years = element.querySelector(".results .years");
  if (years) years.scrollLeft = years.scrollWidth;
  if (focusInList) element.querySelector(focusInList)?.focus();
  focusInList = "";
});
// The button in the conversation shows the list of its turn again.
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("#chat button.open-list");
  const [, turn] = button?.className.match(/turn-(\d+)/) ?? [];
  if (!turn) return;
  document.body.dataset.source = "list";
  zitat.choice = { from: "conversation", turn: Number(turn), card: 0 };
  trigger("click");
});
