// The fields of the filters belong to the browser; they are read when a question is asked, so that
// none can be asked with a filter that is not yet known to the server.
window.zitat = {
  fields: (name) => [...document.querySelectorAll(`#filters [data-filter="${name}"]`)],
  filters() {
    const day = (name) => this.fields(name)[0]?.value || null;
    const sources = this.fields("source").filter((box) => box.checked);
    return { from: day("from"), to: day("to"), sources: sources.map((box) => box.value) };
  },
  withFilters(inputs, place) {
    return inputs.with(place, JSON.stringify(this.filters()));
  },
  restoreFilters() {
    if (!document.querySelector("#filters summary") || !this.recall("filters")) return;
    const { from, to, sources } = JSON.parse(this.recall("filters"));
    for (const [name, day] of Object.entries({ from, to }))
      for (const field of this.fields(name)) field.value = day ?? "";
    for (const box of this.fields("source")) box.checked = sources.includes(box.value);
    this.showWhetherNarrowed();
  },
  showWhetherNarrowed() {
    const { from, to, sources } = this.filters();
    const state = document.querySelector("#filters summary span");
    const narrowed = Boolean(from || to || sources.length);
    state.textContent = narrowed ? state.dataset.some : state.dataset.none;
    state.classList.toggle("narrowed", narrowed);
    this.remember("filters", JSON.stringify(this.filters()));
  },
};
document.addEventListener("input", (event) => {
  if (event.target.closest?.("#filters")) zitat.showWhetherNarrowed();
});
document.addEventListener("click", (event) => {
  if (!event.target.closest?.("#filters [data-lift]")) return;
  for (const day of [...zitat.fields("from"), ...zitat.fields("to")]) day.value = "";
  for (const box of zitat.fields("source")) box.checked = false;
  zitat.showWhetherNarrowed();
});
