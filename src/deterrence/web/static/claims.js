// The table of claims: what is shown of it, and the card of a row, which comes when it is opened.

import { hasAll, sayNothing, wordsOf } from "/static/finding.js";

const filters = document.getElementById("filters");
const rowsOf = (bodies) => bodies.flatMap((body) => [...body.querySelectorAll("tr.reading")].map((row) => ({
  row,
  card: row.nextElementSibling,
  button: row.querySelector("button"),
  text: `${body.querySelector("tr.of").textContent} ${row.textContent}`.toLowerCase(),
})));
const bodies = [...document.querySelectorAll("#register > tbody")];
const rows = rowsOf(bodies);
const everyRow = [...rowsOf([...document.querySelectorAll("#own > tbody")]), ...rows];

// The answer that is chosen, without its count.
const wordsOfAnswer = () => [...filters.querySelector("[name='show']:checked").parentElement.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.textContent).join("").trim();

function filter() {
  const { show, find } = filters.elements;
  const words = wordsOf(find.value);
  let shown = 0;
  for (const { row, card, button, text } of rows) {
    const fits = (!show.value || row.dataset.answer === show.value) && hasAll(text, words);
    row.hidden = !fits;
    card.hidden = !fits || button.ariaExpanded !== "true";
    shown += fits;
  }
  for (const body of bodies) body.hidden = !body.querySelector("tr.reading:not([hidden])");
  document.getElementById("count").textContent = `${shown} of ${rows.length} readings`;
  sayNothing(shown, [show.value && `the answer “${wordsOfAnswer()}”`, find.value && `the search for “${find.value}”`], () => {
    show.value = find.value = "";
    filter();
  });
  remember({ show: show.value, find: find.value });
}

// What is looked at stands in the link, so that it is found again.
function remember(said, hash = location.hash) {
  const query = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(said)) {
    if (value) query.set(name, value);
    else query.delete(name);
  }
  const search = query.toString();
  history.replaceState(null, "", `${location.pathname}${search ? `?${search}` : ""}${hash}`);
}

async function open({ row, card, button }) {
  button.ariaExpanded = "true";
  card.hidden = false;
  const place = card.firstElementChild;
  if (place.childElementCount) return;
  place.textContent = "Asking …";
  const [claim, reading, subject] = row.dataset.key.split("/").map(decodeURIComponent);
  const query = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries({ of: claim, reading, subject })) query.set(name, value);
  try {
    const answer = await fetch(`/claims/card?${query}`);
    const told = new DOMParser().parseFromString(await answer.text(), "text/html");
    place.replaceChildren(...(told.querySelector("main") ?? told.body).childNodes);
  } catch {
    place.textContent = "The server does not answer: close the row and open it again.";
  }
}

function turn(found) {
  if (found.button.ariaExpanded === "true") {
    found.button.ariaExpanded = "false";
    found.card.hidden = true;
  } else {
    open(found);
    remember({}, `#${found.row.dataset.key}`);
  }
}

for (const found of everyRow) found.button.addEventListener("click", () => turn(found));
filters.addEventListener("input", filter);
filters.addEventListener("submit", (event) => event.preventDefault());

function openTarget() {
  const key = location.hash.slice(1);
  const found = everyRow.find(({ row }) => row.dataset.key === key);
  if (!found) return;
  open(found);
  found.row.scrollIntoView();
}
window.addEventListener("hashchange", openTarget);
filter();
openTarget();
