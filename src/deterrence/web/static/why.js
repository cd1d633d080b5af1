// The panel of reasons: from any number marked with data-why to what it is and what it rests on.

const panel = document.getElementById("panel");
const body = document.getElementById("panel-body");
document.getElementById("panel-close").addEventListener("click", () => panel.close());
// A click beside the panel closes it; what lies under it is not clicked.
panel.addEventListener("click", ({ target, clientX: x, clientY: y }) => {
  const { left, right, top, bottom } = panel.getBoundingClientRect();
  if (target === panel && (x < left || x > right || y < top || y > bottom)) panel.close();
});

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
