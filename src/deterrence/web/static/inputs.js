// The ledger: search, edit with the server's checks, own sources, reset, workbook. Nothing of it reloads the list.
import { hasAll, sayNothing, wordsOf } from "/static/finding.js";
import { keep, showUndo, takeBack } from "/static/history.js";
import { lead } from "/static/links.js";
import { askJson, forgetWrong, missing, readState, showInForm, showProblems } from "/static/server.js";
import { listenToSharing } from "/static/share.js";
import { describedIn, follow, OF_CHANGE } from "/static/sources.js";

const state = readState();
const filters = document.getElementById("filters");
const list = document.getElementById("workbook-problems");
const said = (row) => `${row.id} ${row.dataset.text} ${row.querySelector("summary").textContent}`.toLowerCase();
const rows = new Map([...document.querySelectorAll("details.quantity")].map((row) => [row.id, { row, text: said(row) }]));

function filter() {
  const { text, grade, changed } = filters.elements;
  const words = wordsOf(text.value);
  let shown = 0;
  for (const { row, text: own } of rows.values()) {
    const fits = hasAll(own, words) && (!grade.value || row.dataset.grade === grade.value) && (!changed.checked || row.hasAttribute("data-changed"));
    row.hidden = !fits;
    shown += fits;
  }
  document.getElementById("count").textContent = `${shown} of ${rows.size} quantities`;
  const hiding = [text.value && `the search for “${text.value}”`, grade.value && `the grade “${grade.value}”`, changed.checked && "“changed only”"];
  sayNothing(shown, hiding, () => {
    text.value = grade.value = "";
    changed.checked = false;
    filter();
  });
}

const parsed = (text) => new DOMParser().parseFromString(text, "text/html").body;

// What a quantity rests on comes when it is opened.
const fills = new WeakMap();

function fill(row) {
  if (!fills.has(row)) fills.set(row, bring(row));
  return fills.get(row);
}

async function bring(row) {
  const place = row.querySelector(":scope > div");
  const answer = await fetch(`/inputs/${row.id}${location.search}`).catch(() => null);
  if (answer?.ok) place.replaceChildren(...parsed(await answer.text()).childNodes);
  else {
    fills.delete(row);
    place.textContent = "The server does not answer: close the line and open it again.";
  }
}

// A file of the page holds it of every line that is shown where these are few, else of those that were opened.
const MOST_FILLED = 50;

async function fillShown(waitFor) {
  const shown = [...rows.values()].map(({ row }) => row).filter((row) => !row.hidden);
  const wanted = shown.length > MOST_FILLED ? shown.filter((row) => fills.has(row)) : shown;
  for (const [at, row] of wanted.entries()) {
    waitFor(`what each input rests on: ${at + 1} of ${wanted.length}`);
    await fill(row);
  }
}

document.getElementById("rows").addEventListener("toggle", (event) => {
  if (event.target.matches("details.quantity[open]")) fill(event.target);
}, true);

filters.addEventListener("input", filter);
filters.addEventListener("submit", (event) => event.preventDefault());

// Puts another state in place of this one, one after the other: a quick second change is made to what the first gave.
let last = Promise.resolve();

function become(next, how) {
  const now = last.then(next).then((found) => found && put(found, how));
  last = now.catch(() => {}); // what failed keeps nothing from what comes after it
  return now;
}

// Where a problem is in a form: a path of the state begins with one of the places that the form writes.
function within(path, places) {
  const [begin, own] = Object.entries(places).find(([place]) => path.startsWith(place)) ?? ["", ""];
  return own + path.slice(begin.length);
}

// Checked first, then only what it changes is drawn anew. `places` are those of the state that a form writes, as it calls them.
async function put(next, { problems = list, action = "", form = null, places = () => ({}) } = {}) {
  const answer = await askJson("/api/v1/check", { ...state, ...next });
  if (answer.error) {
    const said = answer.error.problems.map((one) => ({ ...one, path: within(one.path, places()) }));
    if (form) showInForm(form, problems, { ...answer.error, problems: said });
    else showProblems(problems, answer.error);
    return false;
  }
  problems.hidden = true;
  if (action) keep(state, action);
  await show(answer.state, answer.query);
  return true;
}

async function show(now, query) {
  const ids = new Set([...Object.keys(state.changes), ...Object.keys(now.changes)]);
  const moved = [...ids].filter((id) => JSON.stringify(state.changes[id]) !== JSON.stringify(now.changes[id]));
  Object.assign(state, now);
  history.replaceState(null, "", `?${query}${location.hash}`);
  lead(query);
  document.getElementById("ledger-link").href = `/api/v1/ledger?${query}`;
  const answer = await fetch(`/inputs-changed?${query}${moved.map((id) => `&id=${encodeURIComponent(id)}`).join("")}`);
  const told = parsed(await answer.text());
  document.getElementById("changed").replaceWith(told.querySelector("#changed"));
  for (const row of told.querySelectorAll("details.quantity")) {
    const { row: before } = rows.get(row.id);
    before.replaceWith(row);
    rows.set(row.id, { row, text: said(row) });
    row.open = before.open;
  }
  showSources();
  filter();
}

// Three equal numbers are one value.
function threeOf(inputs) {
  const numbers = inputs.map((input) => input.value === "" ? null : Number(input.value));
  if (numbers[0] !== null && numbers[0] === numbers[1] && numbers[1] === numbers[2]) return numbers[1];
  return { low: numbers[0], central: numbers[1], high: numbers[2] };
}

function datedOf(form) {
  const dated = {};
  for (const line of form.querySelectorAll("[data-date]")) {
    const [year, ...three] = [...line.querySelectorAll("input")];
    if (year.value === "") continue;
    if (year.value in dated) throw new Error(`the year ${year.value} twice: keep one of the two lines`);
    dated[year.value] = threeOf(three);
  }
  return { dated, rule: form.elements.rule.value };
}

function valueOf(form) {
  const { kind, json, low, central, high } = form.elements;
  if (kind.value === "dated") return datedOf(form);
  if (kind.value === "three") return threeOf([low, central, high]);
  try {
    return JSON.parse(json.value);
  } catch (error) {
    throw new Error(`not JSON: ${error.message}`);
  }
}

document.addEventListener("change", (event) => {
  if (event.target.name !== "kind") return;
  for (const part of event.target.form.querySelectorAll("[data-kind]")) part.hidden = part.dataset.kind !== event.target.value;
});

// A change needs a reason, unless a source of the list states it; a source that is described needs one beside it.
document.addEventListener("input", ({ target }) => {
  if (!target.form?.matches("form.edit")) return;
  follow(target.form, target, OF_CHANGE);
  markNeeded(target.form);
});

function markNeeded(form) {
  const isDescribed = describedIn(form, OF_CHANGE) !== null;
  const { rationale, source, own_title: title, own_publisher: publisher, own_date: date } = form.elements;
  rationale.required = isDescribed || !source.value.trim();
  for (const part of [title, publisher, date]) part.required = isDescribed;
}

function isWhole(form, problems) {
  const empty = missing(form);
  forgetWrong(form);
  if (!empty.length) return true;
  showInForm(form, problems, { problems: empty.map((one) => ({ ...one, path: one.field.dataset.path })) });
  empty[0].field.querySelector("input").focus();
  return false;
}

const plain = (message) => ({ problems: [], message });

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("form.edit");
  if (!form) return;
  event.preventDefault();
  const problems = form.querySelector(".problems");
  const { rationale, source, locator, reach } = form.elements;
  const described = describedIn(form, OF_CHANGE);
  markNeeded(form);
  if (!isWhole(form, problems)) return;
  let value;
  try {
    value = valueOf(form);
  } catch (error) {
    showProblems(problems, plain(error.message));
    return;
  }
  const cited = source.value.trim();
  const change = {
    value, rationale: rationale.value.trim(),
    ...(reach.value && { assumption_sets: reach.value.split(",") }),
    ...(cited && { sources: [{ source: cited, locator: locator.value.trim() }] }),
  };
  const id = form.dataset.id;
  const next = () => ({
    changes: { ...state.changes, [id]: change },
    ...(described && { sources: [...state.sources, { source: cited, ...described }] }),
  });
  const own = () => `sources.${state.sources.length}.`;
  const places = () => ({ [`changes.${id}.`]: "", ...(described && { [`${own()}source`]: "sources", [own()]: "own." }) });
  if (await become(next, { problems, form, places, action: `set ${id}` })) rows.get(id).row.querySelector("summary").focus();
});

document.addEventListener("click", ({ target }) => {
  const add = target.closest("[data-add-date]");
  if (!add) return;
  const lines = add.closest("[data-kind]").querySelectorAll("[data-date]");
  const line = lines[lines.length - 1].cloneNode(true);
  for (const input of line.querySelectorAll("input")) input.value = "";
  lines[lines.length - 1].after(line);
  line.querySelector("input").focus();
});

document.addEventListener("click", (event) => {
  const drop = event.target.closest("[data-drop]");
  const describe = event.target.closest("[data-describe]");
  const source = event.target.closest("[data-drop-source]")?.dataset.dropSource;
  if (describe) {
    const box = describe.form.querySelector(".described");
    box.hidden = !box.hidden;
    describe.setAttribute("aria-expanded", String(!box.hidden));
  } else if (drop) {
    become(() => {
      const { [drop.dataset.drop]: _, ...rest } = state.changes;
      return { changes: rest };
    }, { action: `reset ${drop.dataset.drop}` });
  } else if (source) {
    become(() => ({ sources: state.sources.filter((one) => one.source !== source) }), { action: `remove the source ${source}` });
  } else if (event.target.id === "reset-all") {
    become(() => ({ changes: {} }), { action: "reset all inputs" });
  } else if (event.target.id === "undo") {
    become(takeBack);
  }
});
showUndo();

// Own sources can be cited at once.
function showSources() {
  const known = document.getElementById("known-sources");
  for (const option of known.querySelectorAll("[data-own]")) option.remove();
  known.prepend(...state.sources.map((one) => {
    const option = Object.assign(document.createElement("option"), { value: one.source, textContent: one.title });
    option.toggleAttribute("data-own", true);
    return option;
  }));
}
showSources();

const own = document.getElementById("own-source");
own.addEventListener("input", ({ target }) => follow(own, target));
own.addEventListener("submit", async (event) => {
  event.preventDefault();
  const problems = own.querySelector(".problems");
  if (!isWhole(own, problems)) return;
  const added = { source: own.elements.source.value.trim(), ...describedIn(own) };
  const places = () => ({ [`sources.${state.sources.length}.`]: "" });
  const isAdded = await become(() => ({ sources: [...state.sources, added] }), { problems, form: own, places, action: `add the source ${added.source}` });
  if (isAdded) {
    own.reset();
    delete own.elements.source.dataset.typed;
  }
});

document.getElementById("workbook").addEventListener("change", async (event) => {
  const file = event.target.files[0];
  if (!file) return;
  const type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  list.hidden = true;
  const query = new URLSearchParams(location.search);
  query.set("file", file.name);
  const response = await fetch(`/api/v1/ledger?${query}`, { method: "PUT", headers: { "Content-Type": type }, body: file });
  const answer = await response.json();
  event.target.value = "";
  if (answer.error) showProblems(list, answer.error);
  else if (answer.left_out.length) offer(answer);
  else become(() => answer.state, { action: "read a workbook" });
});

function offer(answer) {
  const problems = answer.left_out.map((what) => ({ path: what, what: "not kept", value: null, fix: "a link holds a value, its reason, its sources and where it counts; use a scenario file for the rest" }));
  showProblems(list, { problems });
  const item = document.createElement("li");
  const go = Object.assign(document.createElement("button"), { type: "button", textContent: "Go on without" });
  go.addEventListener("click", () => become(() => answer.state, { action: "read a workbook" }));
  item.append(go);
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
listenToSharing([state], fillShown);
