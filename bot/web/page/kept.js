// The questions of the conversation, for this tab to ask again after a reload.
watch("value", () => {
  const kept = element.querySelector("[data-kept]");
  if (kept) zitat.remember("conversation", kept.dataset.kept);
});
