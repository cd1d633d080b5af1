// Levers, live figures and verdicts.
import { asking, settled } from "/static/asking.js";
import { drawFigure, fillTable, isNarrow, whenTurned } from "/static/figure.js";
import { listenToLevers, showLevers } from "/static/levers.js";
import { lead } from "/static/links.js";
import { readState } from "/static/server.js";
import { listenToSharing } from "/static/share.js";
import "/static/why.js";

const FIGURES = { "raid-arrivals": "arrivals", "raid-erosion": "erosion" };
const SERIES = { with: "with the defence", without: "without it", reference: "this set, unchanged", now: "this state" };

const state = readState();
const form = document.getElementById("levers");
let levers = new Map();
let query = location.search.slice(1);
let figures = null;
let axisKey = "";

const perCent = (share) => share > 0 && share < 0.005 ? "under 1%" : share < 1 && share > 0.995 ? "over 99%" : `${Math.round(share * 100)}%`;
const quantity = (name, value) => name === "erosion_same_forces" ? perCent(value) : value < 9.95 ? value.toFixed(1) : value.toFixed(0);

async function redraw(answer) {
  query = answer.query;
  history.replaceState(null, "", `?${query}${location.hash}`);
  lead(query);
  for (const link of document.querySelectorAll("[data-download]")) link.href = `/figures/${link.dataset.download}?${query}`;
  levers = showLevers(answer, state);
  showNumbers(answer.numbers, answer.year);
  showVerdicts(answer.claims);
  showHeadlines();
  await showFigures(answer);
}

// Where something is changed the place of the reference's verdicts stays: nothing moves away under the hand at a lever.
function showHeadlines() {
  const headlines = document.getElementById("headlines");
  if (!headlines) return;
  const isChanged = Object.keys(state.changes).length > 0;
  if (!isChanged) headlines.hidden = false;
  headlines.parentElement.toggleAttribute("data-changed", isChanged);
}

function showReadings(answer) {
  const body = document.querySelector("#readings tbody");
  body.replaceChildren(...answer.readings.map((row) => {
    const line = document.createElement("tr");
    const { arrivals_with: arrive, erosion_same_forces: erosion } = row.numbers;
    const banded = (name, found) => `${quantity(name, found.p50)} (${quantity(name, found.p05)} to ${quantity(name, found.p95)})`;
    const claims = row.claims.map((claim) => `${claim.claim}, ${claim.question}: true in ${perCent(claim.share)}`).join("; ");
    const name = Object.assign(document.createElement("th"), { scope: "row", textContent: row.assumption_set.replaceAll("_", " ") });
    const cells = [banded("arrivals_with", arrive), banded("erosion_same_forces", erosion), perCent(erosion.reference), claims || "none"];
    line.append(name, ...cells.map((text, at) => Object.assign(document.createElement("td"), { textContent: text, className: at < 3 ? "number" : "" })));
    line.toggleAttribute("data-looked-at", row.assumption_set === state.assumption_set);
    return line;
  }));
}

async function showFigures(answer) {
  const key = [state.force, state.posture, state.exposure, state.assumption_set, state.structure].join("/");
  const top = Math.max(...answer.arrivals.map((row) => row.p95));
  if (!figures || axisKey !== key || top > figures.specs.y_maximum) {
    const specs = await (await fetch(`/specs?${query}&narrow=${isNarrow}`)).json();
    figures = { specs };
    for (const id of Object.keys(FIGURES)) figures[id] = await drawFigure(document.getElementById(id), specs[id]);
    axisKey = key;
  }
  for (const [id, name] of Object.entries(FIGURES)) {
    await figures[id].data("rows", answer[name]).runAsync();
    const rows = answer[name];
    const last = rows.filter((row) => row.year === answer.year);
    const spoken = last.map((row) => `${SERIES[row.defence ?? row.series]} ${id === "raid-erosion" ? perCent(row.p50) : row.p50.toFixed(0)}`);
    document.getElementById(id).setAttribute("aria-label", `Median by ${answer.year}: ${spoken.join(", ")}. The data table below holds every year.`);
    const table = document.querySelector(`[data-table="${id}"]`);
    const fill = () => fillTable(table, rows, SERIES, id === "raid-erosion");
    if (table.closest("details").open) fill();
    table.closest("details").ontoggle = fill;
  }
}

function showNumbers(numbers, year) {
  for (const span of document.querySelectorAll("[data-year]")) span.textContent = year;
  for (const [name, found] of Object.entries(numbers)) {
    document.querySelector(`[data-number="${name}"]`).textContent = quantity(name, found.p50);
    const spread = document.querySelector(`[data-spread="${name}"]`);
    spread.querySelector("[data-half]").textContent = `middle 50%: ${quantity(name, found.p25)} to ${quantity(name, found.p75)};`;
    spread.querySelector("[data-most]").textContent = `90%: ${quantity(name, found.p05)} to ${quantity(name, found.p95)}`;
    spread.querySelector("[data-reference]").textContent = Object.keys(state.changes).length ? `; unchanged: ${quantity(name, found.reference)}` : "";
  }
}

function showVerdicts(claims) {
  const list = document.getElementById("verdicts");
  if (list.childElementCount !== claims.length) {
    list.replaceChildren(...claims.map((claim) => {
      const row = document.createElement("div");
      row.className = "verdict";
      const words = document.createElement("div");
      const title = document.createElement("button");
      title.type = "button";
      title.className = "plain";
      title.dataset.why = `claim/${claim.claim}`;
      title.textContent = `${claim.title} (${claim.claim}): ${claim.question}`;
      const statement = document.createElement("div");
      statement.className = "small muted";
      statement.textContent = claim.statement;
      words.append(title, statement);
      const share = document.createElement("div");
      share.className = "share";
      row.append(words, share);
      return row;
    }));
  }
  claims.forEach((claim, index) => {
    const share = list.children[index].querySelector(".share");
    share.textContent = claim.is_spoken_of
      ? `true in ${perCent(claim.share)} (${perCent(claim.low)} to ${perCent(claim.high)})${Object.keys(state.changes).length ? `; unchanged ${perCent(claim.reference)}` : ""}`
      : "speaks of another posture or exposure";
  });
}

// How much is sent where: a label, or the pair of the two sliders.
function chooseExposure() {
  const fields = form.elements;
  const isPair = fields.exposure.value === "asked";
  document.getElementById("pair").hidden = !isPair;
  state.exposure = isPair ? sayPair().join(",") : fields.exposure.value;
}

// The exposure of a state that was put back.
function showExposure() {
  const fields = form.elements;
  const isLabel = [...fields.exposure.options].some((option) => option.value === state.exposure);
  fields.exposure.value = isLabel ? state.exposure : "asked";
  if (!isLabel) [fields.sent_share.value, fields.capital_share.value] = state.exposure.split(",");
  document.getElementById("pair").hidden = isLabel;
  sayPair();
}

// The pair of the two sliders, said beside them.
function sayPair() {
  const pair = ["sent_share", "capital_share"].map((name) => Number(form.elements[name].value));
  document.getElementById("pair-said").textContent = pair.join(" and ");
  return pair;
}

const { ask, moved } = asking({
  state,
  restMilliseconds: 350,
  path: ({ futures, part }) => part ? `/api/v1/readings?futures=${document.getElementById("results").dataset.moving}` : `/api/v1/live?futures=${futures}`,
  redraw: (answer) => answer.readings ? showReadings(answer) : redraw(answer),
  after: ({ futures, part }) => !part && futures >= state.futures ? { futures, part: "readings" } : null,
});

listenToLevers({
  form,
  state,
  levers: () => levers,
  moved,
  chosen: ({ name, value }) => {
    if (!name) return;
    if (["exposure", "sent_share", "capital_share"].includes(name)) {
      chooseExposure();
      moved();
      return;
    }
    state[name] = value;
    if (name !== "force" && name !== "structure") {
      moved();
      return;
    }
    // The levers of another force or structure are rendered by the server.
    settled().then(() => {
      const followed = new URLSearchParams(query);
      followed.set(name, value);
      location.search = followed.toString();
    });
  },
  restored: showExposure,
});

whenTurned(() => {
  figures = null;
  moved();
});
sayPair();
ask({ futures: state.futures });
listenToSharing([state]);
