// The buttons of the list are sent as what they ask for; the server checks it.
element.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-sort], button[data-page], button[data-remove]");
  if (!button) return;
  const { sort, page, remove } = button.dataset;
  focusAfter = sort ? `[data-sort="${sort}"]` : page ? ".pages button:enabled" : "";
  trigger("click", { sort, remove, page: page === undefined ? undefined : Number(page) });
});
// The list is drawn anew; whoever came by keyboard goes on where they were.
let focusAfter = "";
watch("value", () => {
  if (focusAfter) element.querySelector(focusAfter)?.focus();
  focusAfter = "";
});

// A question that comes up is where whoever uses the keyboard goes on; "Cancel" comes first.
new MutationObserver((changes) => {
  for (const { addedNodes } of changes)
    for (const node of addedNodes)
      (node.id === "remove_no" ? node : node.querySelector?.("#remove_no"))?.focus();
}).observe(document, { subtree: true, childList: true });
