// The panel of reasons: from any number marked with data-why to what it is and what it rests on.

const panel = document.getElementById("panel");
const body = document.getElementById("panel-body");
document.getElementById("panel-close").addEventListener("click", () => panel.close());

export function openPanel(nodes) {
  body.replaceChildren(...nodes);
  const title = body.querySelector("h1, h2");
  if (title) title.id = "panel-title";
  if (!panel.open) panel.showModal();
}

document.addEventListener("click", async (event) => {
  const source = event.target.closest("[data-why]");
  if (!source) return;
  const query = source.dataset.query ?? location.search.slice(1);
  const response = await fetch(`/why/${source.dataset.why}?${query}`);
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  openPanel([...page.body.childNodes]);
});
