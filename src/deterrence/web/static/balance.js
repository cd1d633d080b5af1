// The wider balance: levers, and figures that the server makes anew from the profiles of the state.
import { askJson, readState, showProblems } from "/static/server.js";
import { drawFigure } from "/static/figure.js";
import { changeOf, format, showLevers } from "/static/levers.js";
import "/static/why.js";

const REST_MILLISECONDS = 400;
const state = readState();
const form = document.getElementById("levers");
const results = document.getElementById("results");
const statusLine = document.getElementById("status");
const problems = document.getElementById("problems");
let levers = new Map();
let wanted = null;
let isBusy = false;
let restTimer = 0;

const year = () => form.elements.year.value;

function requested(futures, part) {
  wanted = { futures, part };
  if (!isBusy) send();
}

async function send() {
  isBusy = true;
  while (wanted !== null) {
    const { futures, part } = wanted;
    wanted = null;
    const started = performance.now();
    const answer = await askJson(`/api/v1/balance?futures=${futures}&year=${year()}&part=${part}`, state).catch(lost);
    if (answer?.error) {
      showProblems(problems, answer.error);
      results.classList.add("stale");
      statusLine.textContent = "Not redrawn: see the problem.";
    } else if (answer) {
      problems.hidden = true;
      await redraw(answer);
      results.classList.remove("stale");
      statusLine.textContent = `${answer.futures.toLocaleString("en-GB")} futures · seed ${answer.seed} · ${(performance.now() - started).toFixed(0)} ms`;
      document.documentElement.dataset.drawn = `${Number(document.documentElement.dataset.drawn ?? 0) + 1}`;
      if (part === "profiles" && futures >= state.futures && wanted === null) wanted = { futures, part: "further" };
    }
  }
  results.setAttribute("aria-busy", "false");
  isBusy = false;
}

function lost() {
  statusLine.textContent = "The server does not answer. What is shown is the last answer; move a lever to try again.";
  results.classList.add("stale");
  return null;
}

function moved() {
  clearTimeout(restTimer);
  requested(Math.min(Number(results.dataset.moving), state.futures), "profiles");
  restTimer = setTimeout(() => requested(state.futures, "profiles"), REST_MILLISECONDS);
}

async function redraw(answer) {
  history.replaceState(null, "", `?${answer.query}&year=${year()}`);
  for (const link of document.querySelectorAll("[data-keeps-state]")) link.href = `${new URL(link.href).pathname}?${answer.query}`;
  levers = showLevers(answer.levers);
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

form.addEventListener("input", (event) => {
  const box = event.target.closest("[data-lever]");
  if (box) {
    const lever = levers.get(box.dataset.lever);
    if (!lever) return;
    state.changes[lever.id] = { value: changeOf(lever, Number(event.target.value)), rationale: "" };
    box.querySelector("output").textContent = format(Number(event.target.value), lever.unit);
  } else if (event.target.name !== "year") state[event.target.name] = event.target.value;
  moved();
});

form.addEventListener("click", (event) => {
  const reset = event.target.closest("[data-reset]");
  if (!reset) return;
  delete state.changes[reset.dataset.reset];
  moved();
  reset.closest("[data-lever]").querySelector("input").focus();
});

document.getElementById("reset").addEventListener("click", () => {
  state.changes = {};
  moved();
});

setTimeout(() => {
  if (results.ariaBusy === "true") statusLine.textContent = "The models are being compiled: some seconds, the first time after an installation.";
}, 1500);
requested(state.futures, "profiles");
