// Levers: what a slider shows, and the change of a scenario that moving it makes.
import { keep, showUndo, takeBack } from "/static/history.js";

const format = (value, unit) => unit === "probability" || unit === "share" ? value.toFixed(2) : String(Number(value.toFixed(2)));
const span = ([low, , high], unit) => low === high ? format(low, unit) : `${format(low, unit)} to ${format(high, unit)}`;

function changeOf(lever, value) {
  if (lever.year === null) return value;
  const dated = Object.fromEntries(lever.knots.map(([year, centre]) => [String(year), Math.min(centre, value)]));
  dated[String(lever.year)] = value;
  return { dated, rule: lever.rule };
}

const ON_PAGE = "set on the page"; // what the server writes where no reason is given

export function showLevers(list, state) {
  const levers = new Map(list.map((lever) => [lever.id, lever]));
  for (const box of document.querySelectorAll("[data-lever]")) {
    const lever = levers.get(box.dataset.lever);
    box.hidden = !lever;
    if (!lever) continue;
    const input = box.querySelector("input");
    if (document.activeElement !== input) input.value = lever.value;
    box.querySelector("output").textContent = span(lever.now, lever.unit);
    input.setAttribute("aria-valuetext", box.querySelector("output").textContent);
    const [low, central, high] = lever.reference;
    const here = low === high ? format(central, lever.unit) : `${span(lever.reference, lever.unit)}, centre ${format(central, lever.unit)}`;
    box.querySelector("[data-range]").textContent = `this set: ${here}`;
    box.querySelector("[data-reset]").hidden = !lever.is_changed;
    box.toggleAttribute("data-changed", lever.is_changed);
    box.querySelector("[data-why-changed]").hidden = !lever.is_changed;
    const reason = box.querySelector("[data-reason]");
    const said = state.changes[lever.id]?.rationale ?? "";
    if (document.activeElement !== reason) reason.value = said === ON_PAGE ? "" : said;
  }
  return levers;
}

// Moving, resetting and undoing; `levers` gives those shown, `chosen` takes every other input of the form.
export function listenToLevers({ form, state, levers, moved, chosen }) {
  const aside = new Map(); // a range with its reason, put aside while its lever is moved
  const question = document.getElementById("reset-question");
  const others = () => Object.keys(state.changes).filter((id) => !levers().has(id));

  function become(changes, action) {
    keep(state.changes, action);
    state.changes = changes;
    moved();
  }

  const without = (drop) => Object.fromEntries(Object.entries(state.changes).filter(([id]) => !drop(id)));

  form.addEventListener("input", (event) => {
    const box = event.target.closest("[data-lever]");
    if (!box) {
      chosen(event.target);
      return;
    }
    const lever = levers().get(box.dataset.lever);
    if (!lever) return;
    if (event.target.matches("[data-reason]")) {
      state.changes[lever.id].rationale = event.target.value.trim();
      return;
    }
    const before = state.changes[lever.id];
    if (before && lever.now[0] !== lever.now[2]) aside.set(lever.id, before);
    const change = { value: changeOf(lever, Number(event.target.value)), rationale: before?.rationale ?? "" };
    box.querySelector("output").textContent = format(Number(event.target.value), lever.unit);
    become({ ...state.changes, [lever.id]: change }, `move ${lever.label}`);
  });
  form.addEventListener("change", (event) => {
    if (event.target.matches("[data-reason]")) moved(); // the link holds the reason
  });
  form.addEventListener("click", (event) => {
    const reset = event.target.closest("[data-reset]");
    if (!reset) return;
    const id = reset.dataset.reset;
    const range = aside.get(id);
    aside.delete(id);
    become(range ? { ...state.changes, [id]: range } : without((one) => one === id), `reset ${levers().get(id).label}`);
    reset.closest("[data-lever]").querySelector("input").focus();
  });
  document.getElementById("reset").addEventListener("click", () => {
    if (!others().length) {
      become({}, "reset all levers");
      return;
    }
    question.querySelector("[data-count='levers']").textContent = Object.keys(state.changes).length - others().length;
    question.querySelector("[data-count='others']").textContent = others().length;
    question.returnValue = "";
    question.showModal();
  });
  question.addEventListener("close", () => {
    const kept = { levers: (id) => levers().has(id), others: (id) => !levers().has(id), both: () => true }[question.returnValue];
    if (kept) become(without(kept), `reset ${question.returnValue}`);
  });
  document.getElementById("undo").addEventListener("click", () => {
    const before = takeBack();
    if (!before) return;
    state.changes = before.changes;
    moved();
  });
  showUndo();
}
