// What is chosen goes to the server, which makes the file of the conversation that it keeps.
element.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-format]");
  if (!button) return;
  const address = location.origin + location.pathname;
  // A list goes along as it is shown.
  const shown = document.querySelector("#cards .results")?.dataset;
  const list = shown && JSON.stringify({
    from: "list",
    turn: Number(shown.turn),
    order: shown.order,
    year: shown.year,
    source: shown.source,
  });
  trigger("click", { format: button.dataset.format, address, list });
});
// The file comes as text in the page and is saved from there: the server stores none.
let saved = "";
let fading;
watch("value", () => {
  clearTimeout(fading);
  fading = setTimeout(() => element.querySelector(".export-state")?.remove(), 10_000);
  const file = element.querySelector("[data-file]");
  if (!file || file.dataset.file === saved) return;
  saved = file.dataset.file;
  const bytes = Uint8Array.from(atob(file.dataset.content), (sign) => sign.charCodeAt(0));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([bytes], { type: file.dataset.kind }));
  link.download = file.dataset.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  delete file.dataset.content;
  element.querySelector("summary")?.focus();
});
document.addEventListener("keydown", (event) => {
  const open = element.querySelector("details[open]");
  if (event.key !== "Escape" || !open?.contains(document.activeElement)) return;
  open.open = false;
  open.querySelector("summary").focus();
});
document.addEventListener("click", (event) => {
  const open = element.querySelector("details[open]");
  if (open && !open.contains(event.target)) open.open = false;
});
