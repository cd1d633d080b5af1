// A page of chapters: levers, and figures that the server makes anew from the profiles of the state.
import "/static/arriving.js";
import { asking } from "/static/asking.js";
import { isNarrow, redrawFigure, whenTurned } from "/static/figure.js";
import { keep } from "/static/history.js";
import { listenToLevers, reachOf, showLevers } from "/static/levers.js";
import { lead } from "/static/links.js";
import { askJson, readState } from "/static/server.js";
import { listenToSharing } from "/static/share.js";
import "/static/why.js";

const state = readState();
const form = document.getElementById("levers");
const place = document.getElementById("results").dataset.page;
const boxes = [...document.querySelectorAll("[data-figure]")];
const drawings = new Map(); // what stands in each box
const inView = new Set(boxes.slice(0, 1));
const behind = new Set(boxes); // those that do not show the state at rest yet
const resting = new Map(); // what stands in each at rest
const unmoved = document.getElementById("unmoved");
let isOtherwise = true; // whether a figure at rest came out otherwise since the last change
let levers = new Map();
const values = () => new Map(Object.entries(state.changes).map(([id, { rationale, ...rest }]) => [id, JSON.stringify(rest)]));
let before = values();

const year = () => form.elements.year.value;
const pathOf = ({ futures, figures }) => `/api/v1/balance?page=${place}&futures=${futures}&year=${year()}&narrow=${isNarrow}&figures=${figures}`;

const watching = new IntersectionObserver((seen) => {
  for (const { target, isIntersecting } of seen) {
    if (isIntersecting) inView.add(target);
    else inView.delete(target);
  }
});

async function redraw(answer) {
  history.replaceState(null, "", `?${answer.query}&year=${year()}${location.hash}`);
  lead(answer.query);
  for (const link of document.querySelectorAll("[data-download]")) link.href = `/figures/${link.dataset.download}?${answer.query}&year=${year()}`;
  levers = showLevers(answer, state);
  for (const select of document.querySelectorAll("[data-path]")) showPath(select);
  for (const said of document.querySelectorAll("[data-beside]")) said.hidden = !Object.keys(state.changes).length;
  for (const figure of answer.figures) await show(figure, answer.futures >= state.futures);
}

async function show(figure, isAtRest) {
  const box = document.getElementById(`figure-${figure.id}`);
  if (isAtRest) behind.delete(box);
  const drawing = JSON.stringify(figure);
  if (isAtRest) {
    isOtherwise ||= resting.get(box) !== drawing;
    resting.set(box, drawing);
  }
  if (drawings.get(box) === drawing) return;
  drawings.set(box, drawing);
  box.querySelector("h3").textContent = figure.title;
  const chart = box.querySelector(".chart");
  chart.setAttribute("aria-label", figure.alternative_text);
  box.querySelector("[data-reading]").textContent = figure.reading;
  box.hidden = false;
  watching.observe(box);
  await redrawFigure(chart, figure.spec);
  const details = box.querySelector("details");
  const fill = async () => {
    const table = box.querySelector("table");
    fillTable(table, figure);
    const unchanged = isAtRest && details.open ? await unchangedOf(figure) : null;
    if (unchanged && drawings.get(box) === drawing) fillTable(table, figure, unchanged);
  };
  if (details.open) fill();
  details.ontoggle = fill;
}

// Three digits are more than any estimate has; the file to take away has all.
function shortened(value) {
  if (typeof value !== "number") return value ?? "";
  return String(Number.isInteger(value) ? value : Number(value.toPrecision(3)));
}

// The same figure with nothing changed; null where nothing is.
async function unchangedOf({ id }) {
  if (!Object.keys(state.changes).length) return null;
  const answer = await askJson(pathOf({ futures: state.futures, figures: [id] }), { ...state, changes: {} }).catch(() => null);
  return answer?.figures?.[0] ?? null;
}

// Beside a number that differs stands what it is with nothing changed, where the rows speak of the same.
function fillTable(table, figure, unchanged = null) {
  const words = (row) => row.map((value) => typeof value === "number" ? "" : value).join("|");
  const isLike = unchanged && figure.rows.length === unchanged.rows.length && figure.rows.every((row, at) => words(row) === words(unchanged.rows[at]));
  const said = (value, row, at) => {
    const was = isLike ? unchanged.rows[row][at] : value;
    return was === value ? shortened(value) : `${shortened(value)} (unchanged: ${shortened(was)})`;
  };
  const cell = (kind, text) => Object.assign(document.createElement(kind), { textContent: text });
  const heads = figure.columns.map((title) => Object.assign(cell("th", title), { scope: "col" }));
  table.tHead.rows[0].replaceChildren(...heads);
  table.tBodies[0].replaceChildren(...figure.rows.map((row, number) => {
    const line = document.createElement("tr");
    line.append(...row.map((value, at) => cell("td", said(value, number, at))));
    return line;
  }));
}

// The path that an input is on, or none of those that are named.
function showPath(select) {
  const value = JSON.stringify(state.changes[select.dataset.path]?.value);
  const paths = [...select.options].map((option) => option.value);
  select.value = paths.find((path) => path && JSON.stringify(JSON.parse(path)) === value) ?? "";
}

function take(select) {
  const id = select.dataset.path;
  const title = select.selectedOptions[0].textContent;
  keep(state, title);
  const { [id]: _, ...others } = state.changes;
  const sets = reachOf(form, levers.get(id), state);
  const change = select.value && { value: JSON.parse(select.value), rationale: title, ...(sets && { assumption_sets: sets }) };
  state.changes = change ? { ...others, [id]: change } : others;
}

// Of the figures that are behind, those that a reader sees are asked for; where nothing moves the others follow, section
// by section, and those that take seconds last.
const isSlow = (box) => "slow" in box.dataset;

function seen() {
  const found = boxes.filter((box) => behind.has(box) && inView.has(box) && !isSlow(box));
  return found.length ? found : [boxes.find((box) => behind.has(box) && !isSlow(box)) ?? boxes[0]];
}

function next() {
  const rest = boxes.filter((box) => behind.has(box));
  const first = rest.find((box) => inView.has(box)) ?? rest.find((box) => !isSlow(box)) ?? rest[0];
  return rest.filter((box) => box.parentElement === first.parentElement && isSlow(box) === isSlow(first));
}

// Figures that do not read what was moved stay as they are.
function fallBehind(isEvery) {
  unmoved.hidden = true;
  const now = values();
  const ids = [...new Set([...now.keys(), ...before.keys()])].filter((id) => now.get(id) !== before.get(id));
  before = now;
  isOtherwise = !isEvery && !ids.length; // a reason moves nothing
  const isUnknown = isEvery || ids.some((id) => !levers.has(id));
  const reads = ({ dataset }) => dataset.reads === undefined || ids.some((id) => dataset.reads.split(" ").includes(id));
  for (const box of boxes) if (isUnknown || reads(box)) behind.add(box);
  moved();
}

const { ask, moved } = asking({
  state,
  restMilliseconds: 400,
  unseenMilliseconds: 1000,
  path: ({ futures, figures = seen() }) => pathOf({ futures, figures: figures.map((box) => box.dataset.figure) }),
  redraw,
  after: ({ futures }) => {
    if (futures < state.futures) return null;
    unmoved.hidden = isOtherwise || behind.size > 0;
    return behind.size ? { futures, figures: next() } : null;
  },
});

listenToLevers({
  form,
  state,
  levers: () => levers,
  moved: () => fallBehind(false),
  chosen: (input) => {
    if (input.dataset.path) take(input);
    else if (input.name !== "year") state[input.name] = input.value;
    fallBehind(!input.dataset.path);
  },
});

whenTurned(() => fallBehind(true));
ask({ futures: state.futures });
listenToSharing([state]);
