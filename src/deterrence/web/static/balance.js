// The wider balance: levers, and figures that the server makes anew from the profiles of the state.
import { asking } from "/static/asking.js";
import { drawFigure, isNarrow } from "/static/figure.js";
import { listenToLevers, showLevers } from "/static/levers.js";
import { readState } from "/static/server.js";
import { listenToSharing } from "/static/share.js";
import "/static/why.js";

const state = readState();
const form = document.getElementById("levers");
let levers = new Map();

const year = () => form.elements.year.value;

async function redraw(answer) {
  history.replaceState(null, "", `?${answer.query}&year=${year()}`);
  for (const link of document.querySelectorAll("[data-keeps-state]")) link.href = `${new URL(link.href).pathname}?${answer.query}`;
  for (const link of document.querySelectorAll("[data-download]")) link.href = `/figures/${link.dataset.download}?${answer.query}&year=${year()}`;
  levers = showLevers(answer, state);
  for (const figure of answer.figures) await show(figure);
}

async function show(figure) {
  const box = document.getElementById(`figure-${figure.id}`);
  box.querySelector("h3").textContent = figure.title;
  const chart = box.querySelector(".chart");
  chart.setAttribute("aria-label", figure.alternative_text);
  box.querySelector("[data-reading]").textContent = figure.reading;
  box.hidden = false;
  await drawFigure(chart, figure.spec);
  const details = box.querySelector("details");
  const fill = () => fillTable(box.querySelector("table"), figure);
  if (details.open) fill();
  details.ontoggle = fill;
}

function fillTable(table, figure) {
  const cell = (kind, text) => Object.assign(document.createElement(kind), { textContent: text });
  const heads = figure.columns.map((title) => Object.assign(cell("th", title), { scope: "col" }));
  table.tHead.rows[0].replaceChildren(...heads);
  table.tBodies[0].replaceChildren(...figure.rows.map((row) => {
    const line = document.createElement("tr");
    line.append(...row.map((value) => cell("td", typeof value === "number" ? String(Number(value.toFixed(3))) : value ?? "")));
    return line;
  }));
}

const { ask, moved } = asking({
  state,
  restMilliseconds: 400,
  path: ({ futures, part = "profiles" }) => `/api/v1/balance?futures=${futures}&year=${year()}&part=${part}&narrow=${isNarrow}`,
  redraw,
  // Options, required capability and the record take seconds: they follow once the rest is at rest.
  after: ({ futures, part }) => part === undefined && futures >= state.futures ? { futures, part: "further" } : null,
});

listenToLevers({
  form,
  state,
  levers: () => levers,
  moved,
  chosen: (input) => {
    if (input.name !== "year") state[input.name] = input.value;
    moved();
  },
});

ask({ futures: state.futures });
listenToSharing(state);
