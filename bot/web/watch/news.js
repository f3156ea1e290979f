// An open page asks from time to time whether another index answers now: after a rebuild by someone
// else, or by the server itself that follows the folder of articles; and whether that goes well.
const ASK_MS = 3000;
let told = "";
let behind = false;
const look = async () => {
  const shown = document.querySelector("#head header")?.dataset.generation;
  try {
    if (shown && document.visibilityState === "visible") {
      const { generation, up_to_date } = await (await fetch("healthz")).json();
      const isNew = generation !== shown && generation !== told;
      if (generation && (isNew || behind === up_to_date)) {
        told = generation;
        behind = !up_to_date;
        trigger("click", { since: shown });
      }
    }
  } catch {}
  setTimeout(look, ASK_MS);
};
setTimeout(look, ASK_MS);
