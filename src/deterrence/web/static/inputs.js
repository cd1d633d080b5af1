// The ledger: search, edit with the server's checks, reset, workbook.
import { keep, showUndo, takeBack } from "/static/history.js";
import { askJson, readState, showProblems } from "/static/server.js";
import { listenToSharing } from "/static/share.js";

const state = readState();
const filters = document.getElementById("filters");
const rows = [...document.querySelectorAll("details.quantity")];
const texts = rows.map((row) => `${row.id} ${row.dataset.text} ${row.querySelector("summary").textContent}`.toLowerCase());

function filter() {
  const { text, grade, changed } = filters.elements;
  const words = text.value.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  rows.forEach((row, index) => {
    const fits = words.every((word) => texts[index].includes(word)) && (!grade.value || row.dataset.grade === grade.value) && (!changed.checked || row.hasAttribute("data-changed"));
    row.hidden = !fits;
    shown += fits;
  });
  document.getElementById("count").textContent = `${shown} of ${rows.length} quantities`;
}

// What a quantity rests on comes when it is opened.
async function fill(row) {
  const place = row.querySelector(":scope > div");
  if (row.dataset.filled) return;
  row.dataset.filled = "yes";
  const answer = await fetch(`/inputs/${row.id}${location.search}`);
  const told = new DOMParser().parseFromString(await answer.text(), "text/html");
  place.replaceChildren(...told.body.childNodes);
}

for (const row of rows) row.addEventListener("toggle", () => { if (row.open) fill(row); });

filters.addEventListener("input", filter);
filters.addEventListener("submit", (event) => event.preventDefault());

async function go(changes, problems, place, action) {
  const answer = await askJson("/api/v1/check", { ...state, changes });
  if (answer.error) showProblems(problems, answer.error);
  else {
    if (action) keep(state.changes, action);
    follow(answer.query, place);
  }
}

function follow(query, place) {
  const target = `/inputs?${query}${place ? `#${place}` : ""}`;
  if (location.pathname + location.search === `/inputs?${query}`) location.reload();
  else location.href = target;
}

function valueOf(form) {
  const { kind, json, low, central, high } = form.elements;
  if (kind.value === "json") return JSON.parse(json.value);
  const numbers = [low, central, high].map((input) => input.value === "" ? null : Number(input.value));
  if (numbers[0] !== null && numbers[0] === numbers[1] && numbers[1] === numbers[2]) return numbers[1];
  return { low: numbers[0], central: numbers[1], high: numbers[2] };
}

document.addEventListener("change", (event) => {
  if (event.target.name !== "kind") return;
  for (const part of event.target.form.querySelectorAll("[data-kind]")) part.hidden = part.dataset.kind !== event.target.value;
});

document.addEventListener("submit", (event) => {
  const form = event.target.closest("form.edit");
  if (!form) return;
  event.preventDefault();
  const problems = form.querySelector(".problems");
  let value;
  try {
    value = valueOf(form);
  } catch (error) {
    showProblems(problems, { problems: [], message: `not JSON: ${error.message}` });
    return;
  }
  const change = { value, rationale: form.elements.rationale.value.trim() };
  go({ ...state.changes, [form.dataset.id]: change }, problems, form.dataset.id, `set ${form.dataset.id}`);
});

document.addEventListener("click", (event) => {
  const drop = event.target.closest("[data-drop]");
  const list = document.getElementById("workbook-problems");
  if (drop) {
    const { [drop.dataset.drop]: _, ...rest } = state.changes;
    go(rest, list, "", `reset ${drop.dataset.drop}`);
  } else if (event.target.id === "reset-all") {
    go({}, list, "", "reset all inputs");
  } else if (event.target.id === "undo") {
    const before = takeBack();
    if (before) go(before.changes, list, "");
  }
});
showUndo();

document.getElementById("workbook").addEventListener("change", async (event) => {
  const file = event.target.files[0];
  const list = document.getElementById("workbook-problems");
  if (!file) return;
  const type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  list.hidden = true;
  const response = await fetch(`/api/v1/ledger${location.search}`, { method: "PUT", headers: { "Content-Type": type }, body: file });
  const answer = await response.json();
  event.target.value = "";
  if (answer.error) showProblems(list, answer.error);
  else if (answer.left_out.length) offer(list, answer);
  else {
    keep(state.changes, "read a workbook");
    follow(answer.query, "");
  }
});

function offer(list, answer) {
  const problems = answer.left_out.map((what) => ({ path: what, what: "not kept", value: null, fix: "a link holds a value and its reason; use a scenario file for the rest" }));
  showProblems(list, { problems });
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = `/inputs?${answer.query}`;
  link.textContent = "Go on without";
  item.append(link);
  list.append(item);
}

function openTarget() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target instanceof HTMLDetailsElement) {
    target.hidden = false;
    target.open = true;
    target.scrollIntoView();
  }
}
window.addEventListener("hashchange", openTarget);
filter();
openTarget();
listenToSharing(state);
