// Claims of the reader's own: the form that writes one, what is wrong with it beside its fields, and those in the link.
import { askJson, forgetWrong, missing, readState, showInForm, showProblems } from "/static/server.js";

const form = document.getElementById("own-form");
const fields = form.elements;
const list = document.getElementById("own-problems");
const state = readState();
const DRAFT = "own claim";
const EACH = "*";
const THRESHOLD = "readings.0.proposition.threshold"; // its other values may be left empty
let told = null; // what is known of the outcome: axes, words of their labels, years
let place = state.claims.length; // where the claim of the form stands among those of the link
let rest = {}; // what a claim that is changed says and the form does not show

const words = (text) => text.split(/[\s,]+/).filter(Boolean);
const filled = (pairs) => Object.fromEntries(Object.entries(pairs).filter(([, value]) => value !== "" && value !== undefined && !(Array.isArray(value) && !value.length)));
const amount = (text) => text.trim() !== "" && Number.isFinite(Number(text)) ? Number(text) : text.trim();
const origin = (claim) => claim.sources?.find((one) => one.source === claim.origin?.source);
const labelOf = (select) => select.dataset.axis === "year" ? amount(select.value) : select.value;

// The claim as a file holds it; what is left empty is left out, so that the server names it.
function claim() {
  const { statement: _statement, proposition: asked = {}, ...kept } = rest.readings?.[0] ?? {};
  const isSame = asked.outcome === fields.outcome.value.trim();
  const at = {};
  const each = {};
  for (const select of form.querySelectorAll("[data-axis]")) {
    if (select.value === EACH) each[select.dataset.axis] = (isSame && asked.each?.[select.dataset.axis]) || Object.keys(told.labels[select.dataset.axis]);
    else if (select.value) at[select.dataset.axis] = labelOf(select);
  }
  const threshold = amount(fields.threshold.value);
  const swept = words(fields.swept.value).map(amount);
  const axis = fields.against_axis.value;
  const label = axis === "year" ? amount(fields.against_label.value) : fields.against_label.value;
  const before = isSame ? asked[fields.against.value] ?? {} : {};
  const against = fields.against.value && { ...(before[axis] === label ? before : {}), [axis]: label };
  const proposition = { ...filled({
    outcome: fields.outcome.value.trim(),
    comparator: fields.comparator.value,
    split_by: words(fields.split_by.value),
    threshold: filled({ value: threshold, swept: swept.length || threshold === "" ? swept : [threshold], rationale: fields.reason.value.trim(), source: asked.threshold?.source }),
  }), at, ...(Object.keys(each).length ? { each } : {}), ...(against ? { [fields.against.value]: against } : {}) };
  const source = filled({ title: fields.source_title.value.trim(), publisher: fields.source_publisher.value.trim(), date: fields.source_date.value.trim(), address: fields.source_address.value.trim() });
  const isNew = Object.keys(source).length > 0;
  return filled({
    id: fields.id.value.trim(),
    title: fields.title.value.trim(),
    statement: fields.statement.value.trim(),
    asserted_by: fields.asserted_by.value.trim(),
    origin: filled({ source: fields.source.value.trim(), place: fields.place.value.trim() }),
    sources: [...(isNew ? [{ ...origin(rest), source: fields.source.value.trim(), ...source }] : []), ...(rest.sources ?? []).filter((one) => one !== origin(rest))],
    readings: [filled({ id: "as_read", ...kept, statement: fields.reading.value.trim(), state: "judged", proposition }), ...(rest.readings ?? []).slice(1)],
    says_could: fields.says_could.checked || undefined,
    twin: fields.twin.value.trim(),
    limits: fields.limits.value.split("\n").map((line) => line.trim()).filter(Boolean),
  });
}

function option(value, text) {
  return new Option(text, value);
}

function needed() {
  return Object.assign(document.createElement("span"), { className: "needed" });
}

function labelled(axis, control) {
  const line = document.createElement("p");
  line.className = "field";
  line.dataset.path = `readings.0.proposition.at.${axis}`;
  const label = document.createElement("label");
  label.textContent = axis.replaceAll("_", " ");
  if (axis !== "policy") {
    control.required = true;
    label.append(needed());
  }
  label.append(control);
  line.append(label);
  return line;
}

function labelChoices(axis) {
  if (axis !== "year") return Object.entries(told.labels[axis] ?? {}).map(([label, said]) => option(label, said));
  return (told.years ?? Array.from({ length: 15 }, (_, after) => 2026 + after)).map((year) => option(year, year));
}

async function readOutcome() {
  const name = fields.outcome.value.trim();
  const meaning = document.getElementById("own-meaning");
  if (!name || told?.outcome === name) return;
  const response = await fetch(`/api/v1/outcomes/${encodeURIComponent(name)}`);
  const answer = await response.json();
  told = answer.error ? null : answer;
  meaning.textContent = told ? `${told.meaning} In ${told.unit.replaceAll("_", " ")}.` : answer.error.message;
  document.getElementById("own-unit").textContent = told ? `(${told.unit.replaceAll("_", " ")})` : "";
  document.getElementById("own-labels").replaceChildren(...(told?.axes ?? []).map((axis) => {
    const choices = labelChoices(axis);
    const control = document.createElement(choices.length ? "select" : "input");
    control.dataset.axis = axis;
    if (choices.length) choices.unshift(option("", "choose one"));
    if (choices.length) control.append(...choices);
    else {
      control.placeholder = "the reference if left empty";
      control.setAttribute("list", "own-policies");
    }
    if (choices.length && axis !== "year") control.append(option(EACH, "each of them, one verdict each"));
    return labelled(axis, control);
  }));
  fields.against_axis.replaceChildren(...(told?.axes ?? []).map((axis) => option(axis, axis.replaceAll("_", " "))));
  againstLabels();
}

function againstLabels() {
  const isAsked = fields.against.value !== "";
  for (const select of [fields.against_axis, fields.against_label]) select.closest(".field").hidden = !isAsked;
  if (told) fields.against_label.replaceChildren(...labelChoices(fields.against_axis.value).concat(fields.against_axis.value === "policy" ? option("reference", "the reference: no option") : []));
}

// What the sentence says of the outcome itself is filled in where nothing stands yet, and the reader goes on from there.
function takeSaid({ threshold, ...labels }) {
  for (const select of form.querySelectorAll("[data-axis]")) select.value ||= labels[select.dataset.axis] ?? "";
  fields.threshold.value ||= threshold ?? "";
  keepDraft();
  fields.outcome.closest("fieldset").scrollIntoView();
  fields.outcome.focus({ preventScroll: true });
}

async function match() {
  const found = document.getElementById("own-matches");
  const text = fields.statement.value.trim();
  if (!text) {
    found.textContent = "Write or paste the sentence first.";
    return;
  }
  const answer = await askJson("/api/v1/outcomes/matching", { text });
  if (answer.error || !answer.length) {
    found.textContent = answer.error ? answer.error.message : "No outcome has a word of it: type a part of a name under Outcome.";
    return;
  }
  const offers = document.createElement("ol");
  offers.append(...answer.map((one) => {
    const item = document.createElement("li");
    const take = Object.assign(document.createElement("button"), { type: "button", textContent: `Ask ${one.outcome.replaceAll("_", " ")}` });
    take.addEventListener("click", () => {
      fields.outcome.value = one.outcome;
      readOutcome().then(() => takeSaid(one.said));
    });
    item.append(take, ` ${one.meaning} `, Object.assign(document.createElement("span"), { className: "muted", textContent: `(${one.also ? `also: ${one.also}; ` : ""}in ${one.unit.replaceAll("_", " ")}; shares the words ${one.words.join(", ")})` }));
    return item;
  }));
  found.replaceChildren(`${answer.length} outcomes share words with it, the best first:`, offers);
}

// The server speaks of the claims of the link; the form holds one of them.
function showWrong(error, empty = []) {
  const own = `claims.${place}.`;
  const said = error.problems.map((one) => ({ ...one, path: one.path.startsWith(own) ? one.path.slice(own.length) : one.path }));
  const isAsked = ({ path }) => path !== `${THRESHOLD}.swept` && !path.startsWith(`${THRESHOLD}.swept.`);
  const told = said.filter((one) => isAsked(one) || fields.swept.value.trim()).filter((one) => !empty.length || (one.path !== `claims.${place}` && !one.path.startsWith("claims.") && !empty.some(({ field }) => `${one.path}.`.startsWith(`${field.dataset.path}.`))));
  showInForm(form, list, { ...error, problems: [...empty.map((one) => ({ ...one, path: one.field.dataset.path })), ...told] });
  list.focus();
}

async function go(claims) {
  const answer = await askJson("/api/v1/check", { ...state, claims });
  if (answer.error) return answer.error;
  location.assign(`/claims?${answer.query}#yours`);
  return null;
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  forgetWrong(form);
  list.hidden = true;
  const claims = [...state.claims];
  claims[place] = claim();
  const empty = missing(form);
  try {
    const error = empty.length ? (await askJson("/api/v1/check", { ...state, claims })).error ?? { problems: [] } : await go(claims);
    if (error) showWrong(error, empty);
    else sessionStorage.removeItem(DRAFT);
  } catch {
    showProblems(list, { problems: [], message: "The server does not answer: see whether it still runs. What you wrote stays here" });
  }
});

// A draft survives a reload, and an error of any kind.
function keepDraft() {
  sessionStorage.setItem(DRAFT, JSON.stringify({ place, rest, claim: claim() }));
}
form.addEventListener("input", () => {
  keepDraft();
  markSource();
});
form.addEventListener("reset", () => {
  forgetWrong(form);
  list.hidden = true;
  place = state.claims.length;
  rest = {};
  told = null;
  document.getElementById("own-labels").replaceChildren();
  document.getElementById("own-matches").replaceChildren();
  sessionStorage.removeItem(DRAFT);
  setTimeout(() => { fields.id.value = freeName(); againstLabels(); });
});

async function fill(found) {
  const reading = found.readings?.[0] ?? {};
  const asked = reading.proposition ?? {};
  const source = origin(found) ?? {};
  const against = asked.less ? "less" : asked.over ? "over" : "";
  const values = {
    id: found.id, title: found.title, statement: found.statement, asserted_by: found.asserted_by, source: found.origin?.source, place: found.origin?.place,
    source_title: source.title, source_publisher: source.publisher, source_date: source.date, source_address: source.address,
    reading: reading.statement, outcome: asked.outcome, comparator: asked.comparator ?? "at_least", threshold: asked.threshold?.value, reason: asked.threshold?.rationale,
    swept: asked.threshold?.swept?.join(" "), split_by: [asked.split_by ?? []].flat().join(" "), twin: found.twin, limits: found.limits?.join("\n"), against,
  };
  for (const [name, value] of Object.entries(values)) fields[name].value = value ?? "";
  fields.says_could.checked = found.says_could === true;
  markSource();
  await readOutcome();
  for (const select of form.querySelectorAll("[data-axis]")) select.value = asked.each?.[select.dataset.axis] ? EACH : asked.at?.[select.dataset.axis] ?? "";
  const [[axis, label] = []] = Object.entries(asked[against] ?? {});
  if (axis) fields.against_axis.value = axis;
  againstLabels();
  if (axis) fields.against_label.value = label;
}

// A source of the dataset is named; one that it has not is described.
function markSource() {
  const name = fields.source.value.trim();
  const isKnown = !name || [...document.getElementById("own-sources").options].some((one) => one.value === name);
  for (const field of [fields.source_title, fields.source_publisher, fields.source_date]) {
    field.required = !isKnown;
    field.closest(".field").querySelector(".needed").hidden = isKnown;
  }
}

const freeName = () => {
  const taken = state.claims.map((one) => one.id);
  let number = 1;
  while (taken.includes(`OWN-${number}`)) number += 1;
  return `OWN-${number}`;
};

document.addEventListener("click", (event) => {
  const { change, remove } = event.target.dataset ?? {};
  if (change !== undefined) {
    place = Number(change);
    rest = state.claims[place];
    document.getElementById("ask").open = true;
    fill(rest).then(() => fields.statement.focus());
  } else if (remove !== undefined) {
    go(state.claims.filter((_, at) => at !== Number(remove))).then((error) => error && showWrong(error));
  }
});
document.getElementById("own-match").addEventListener("click", match);
fields.outcome.addEventListener("change", readOutcome);
fields.against.addEventListener("change", againstLabels);
fields.against_axis.addEventListener("change", againstLabels);

function openAsked() {
  if (location.hash === "#ask-title") document.getElementById("ask").open = true;
}
addEventListener("hashchange", openAsked);
openAsked();

const draft = JSON.parse(sessionStorage.getItem(DRAFT) ?? "null");
if (draft && draft.place <= state.claims.length) {
  ({ place, rest } = draft);
  document.getElementById("ask").open = true;
  fill(draft.claim);
} else fields.id.value = freeName();
markSource();
