// Scroll inside the article only: scrollIntoView would move the whole page on a phone.
const showQuote = () => {
  const text = element.querySelector(".text");
  const quote = element.querySelector("mark.quote");
  if (!text || !quote) return;
  const above = quote.getBoundingClientRect().top - text.getBoundingClientRect().top;
  text.scrollTop += above - text.clientHeight / 4;
};
watch("value", showQuote);
