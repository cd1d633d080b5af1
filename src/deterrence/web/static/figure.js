// Drawing a figure from its spec, under a policy without evaluation and inline style.
import "/static/vega.js"; // sets window.vegaEmbed

// Asked for with `narrow=true`, drawings come as narrow as a telephone.
const narrow = matchMedia("(max-width: 40rem)");
export let isNarrow = narrow.matches;

// A window that is made narrow, or a telephone that is turned, has its figures drawn anew.
export function whenTurned(redraw) {
  narrow.addEventListener("change", () => {
    isNarrow = narrow.matches;
    redraw();
  });
}

export async function drawFigure(element, spec) {
  element.toggleAttribute("data-narrow", isNarrow);
  await document.fonts.load('11px "Fira Sans"');
  const embedded = await window.vegaEmbed(element.firstElementChild, spec, { mode: "vega-lite", renderer: "svg", ast: true, actions: false, defaultStyle: false, logLevel: 1, tooltip: { disableDefaultStyle: true } });
  element.removeAttribute("data-empty");
  return embedded.view;
}

const drawn = new WeakMap(); // the last drawing of an element, without its data, and its view

// The same for a spec that comes again and again: where only its data differ, they alone are put in.
export async function redrawFigure(element, { datasets, ...rest }) {
  const form = JSON.stringify(rest);
  const last = drawn.get(element);
  if (last?.form !== form) {
    drawn.set(element, { form, view: await drawFigure(element, { ...rest, datasets }) });
    return;
  }
  for (const [name, rows] of Object.entries(datasets)) last.view.data(name, rows);
  await last.view.runAsync();
}

const FIVE = [["p05", "5%"], ["p25", "25%"], ["p50", "median"], ["p75", "75%"], ["p95", "95%"]];

export function fillTable(table, rows, names, isShare) {
  const head = ["Series", "Year", ...FIVE.map(([, title]) => title)].map((title, at) => cell("th", title, "col", at > 0));
  table.tHead.rows[0].replaceChildren(...head);
  table.tBodies[0].replaceChildren(...rows.map((row) => {
    const line = document.createElement("tr");
    line.append(cell("th", names[row.defence ?? row.series], "row"), cell("td", String(row.year)));
    line.append(...FIVE.map(([key]) => cell("td", isShare ? row[key].toFixed(3) : row[key].toFixed(1))));
    return line;
  }));
}

function cell(kind, text, scope, isNumber = kind === "td") {
  const found = document.createElement(kind);
  found.textContent = text;
  if (scope) found.scope = scope;
  if (isNumber) found.className = "number";
  return found;
}
