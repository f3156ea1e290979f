// An open page asks from time to time whether another index answers now: after a rebuild by someone
// else, or by the server itself that follows the folder of articles.
const ASK_MS = 3000;
let told = "";
const look = async () => {
  const shown = document.querySelector("#head header")?.dataset.generation;
  try {
    if (shown && document.visibilityState === "visible") {
      const { generation } = await (await fetch("healthz")).json();
      if (generation && generation !== shown && generation !== told) {
        told = generation;
        trigger("click", { since: shown });
      }
    }
  } catch {}
  setTimeout(look, ASK_MS);
};
setTimeout(look, ASK_MS);
