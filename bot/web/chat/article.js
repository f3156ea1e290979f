// Scroll inside the article only: scrollIntoView would move the whole page on a phone.
const showQuote = () => {
  const text = element.querySelector(".text");
  const quote = element.querySelector("mark.quote");
  if (!text || !quote) return;
  const above = quote.getBoundingClientRect().top - text.getBoundingClientRect().top;
  text.scrollTop += above - text.clientHeight / 4;
};
// Who follows a link to a place, or chooses a source, is led to it on a phone, where the article lies
// below.
const leadToQuote = () => {
  showQuote();
  const place = element.querySelector("mark.quote") ?? element;
  const { top } = place.getBoundingClientRect();
  if (top < 0 || top > window.innerHeight * 0.8) element.scrollIntoView({ block: "start" });
};
let leads = new URLSearchParams(location.search).has("article");
watch("value", () => {
  if (leads) leadToQuote();
  else showQuote();
  leads = false;
});
// Called when a choice has been answered: what was chosen may be what is shown already, and then
// nothing is drawn anew.
zitat.leadToChoice = () =>
  requestAnimationFrame(() => {
    const { source } = document.body.dataset;
    if (source === "list") {
      document.querySelector(".results")?.scrollIntoView({ block: "start" });
      document.querySelector(".results h2")?.focus({ preventScroll: true });
    } else if (source) leadToQuote();
  });

// The clipboard API exists in secure contexts only: not where the page is served to a network.
const copy = async (text) => {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = document.createElement("textarea");
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
};
element.addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-copy]");
  if (!button) return;
  await copy(button.dataset.copy);
  button.textContent = button.dataset.copied;
  button.focus();
});
