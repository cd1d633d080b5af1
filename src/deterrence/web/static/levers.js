// Levers: what a slider shows, and the change of a scenario that moving it makes.
import { keep, showUndo, takeBack } from "/static/history.js";
import { askJson } from "/static/server.js";

const format = (value, unit) => unit === "probability" || unit === "share" ? value.toFixed(2) : String(Number(value.toFixed(2)));
const span = ([low, , high], unit) => low === high ? format(low, unit) : `${format(low, unit)} to ${format(high, unit)}`;

function changeOf(lever, value) {
  if (lever.year === null) return value;
  const dated = Object.fromEntries(lever.knots.map(([year, centre]) => [String(year), Math.min(centre, value)]));
  dated[String(lever.year)] = value;
  return { dated, rule: lever.rule };
}

const UNSAID = ["set on the page", "set on the page, no reason given"]; // what the server writes where no reason is given

const PAIR = ["sent_share", "capital_share"]; // two sliders, one choice of the state
const replaced = new Map(); // lever -> the readings in which the value that was replaced did count
const words = (set) => set.replaceAll("_", " ");
const listed = (names) => names.length > 1 ? `${names.slice(0, -1).join(", ")} and ${names.at(-1)}` : names[0];

// What moving levers does to the disagreement of the readings, and what looks like a slip.
function showReach(levers, slips, state) {
  if (!document.getElementById("reach")) return; // a page without the choice moves every reading
  for (const said of document.querySelectorAll("[data-one-set]")) said.textContent = words(state.assumption_set);
  const flat = [...levers.values()].filter((lever) => lever.is_changed && lever.is_disputed && !lever.changed_in.length).map((lever) => lever.label);
  const said = document.getElementById("flattened");
  said.hidden = !flat.length;
  said.textContent = flat.length ? `Held alike in every reading, which differ on it: ${listed(flat)}. On ${flat.length > 1 ? "these inputs" : "this input"} their disagreement is gone.` : "";
  const list = document.getElementById("slips");
  list.hidden = !slips.length;
  list.replaceChildren(...slips.map((slip) => Object.assign(document.createElement("li"), { textContent: `A slip? ${slip.name}: ${slip.what} (${slip.value}): ${slip.fix}` })));
}

// The readings that a moved input counts in; null where it is all. Unless it is said, what they differ on is moved in the
// one looked at; what counts there already counts on where it did.
export function reachOf(form, lever, state) {
  const reach = form.elements.reach?.value ?? "all";
  const before = state.changes[lever?.id];
  if (reach === "apart" && before && lever?.is_changed) return before.assumption_sets ?? null;
  return reach === "one" || (reach === "apart" && lever?.is_disputed) ? [state.assumption_set] : null;
}

// `levers` and `slips` as the server answers.
export function showLevers({ levers: list, slips }, state) {
  const levers = new Map(list.map((lever) => [lever.id, lever]));
  showReach(levers, slips ?? [], state);
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
    const isHeld = lever.is_changed || lever.changed_in.length > 0;
    box.querySelector("[data-reset]").hidden = !isHeld;
    const slip = (slips ?? []).find((one) => one.id === lever.id);
    const warned = box.querySelector("[data-slip-said]");
    warned.hidden = !slip;
    warned.textContent = slip ? `A slip? ${slip.what}: ${slip.fix}` : "";
    const reach = box.querySelector("[data-reach-said]");
    const former = replaced.get(lever.id);
    reach.hidden = !lever.changed_in.length;
    reach.textContent = lever.changed_in.length ? `Moved in ${listed(lever.changed_in.map(words))} alone${lever.is_changed ? "" : "; not in the reading looked at"}.${former ? ` What it was in ${former.length ? listed(former.map(words)) : "every reading"} is replaced: Undo gives it back.` : ""}` : "";
    box.toggleAttribute("data-changed", lever.is_changed);
    box.querySelector("[data-why-changed]").hidden = !isHeld;
    const reason = box.querySelector("[data-reason]");
    const said = state.changes[lever.id]?.rationale ?? "";
    if (document.activeElement !== reason) reason.value = UNSAID.includes(said) ? "" : said;
  }
  return levers;
}

// Moving, resetting and undoing; `levers` gives those shown, `chosen` takes every other input of the form, and
// `restored` shows the page's own choices of a state that was put back.
export function listenToLevers({ form, state, levers, moved, chosen, restored = () => {} }) {
  const aside = new Map(); // a range with its reason, put aside while its lever is moved
  const question = document.getElementById("reset-question");
  const others = () => Object.keys(state.changes).filter((id) => !levers().has(id));

  function become(changes, action) {
    keep(state, action);
    state.changes = changes;
    moved();
  }

  const without = (drop) => Object.fromEntries(Object.entries(state.changes).filter(([id]) => !drop(id)));

  form.addEventListener("input", (event) => {
    if (event.target.name === "reach") return;
    const box = event.target.closest("[data-lever]");
    if (!box) {
      if (event.target.name in state || PAIR.includes(event.target.name)) keep(state, `choose ${event.target.name}`);
      chosen(event.target);
      return;
    }
    const lever = levers().get(box.dataset.lever);
    if (!lever) return;
    if (event.target.matches("[data-reason]")) {
      keep(state, `give a reason for ${lever.label}`);
      state.changes[lever.id].rationale = event.target.value.trim();
      return;
    }
    const before = state.changes[lever.id];
    if (before && lever.now[0] !== lever.now[2]) aside.set(lever.id, before);
    // A source states a number: another number does not rest on it.
    const sets = reachOf(form, lever, state);
    const change = { value: changeOf(lever, Number(event.target.value)), rationale: before?.rationale ?? "", ...(sets && { assumption_sets: sets }) };
    if (sets && before && String(before.assumption_sets) !== String(sets)) replaced.set(lever.id, before.assumption_sets ?? []);
    box.querySelector("output").textContent = format(Number(event.target.value), lever.unit);
    become({ ...state.changes, [lever.id]: change }, `move ${lever.label} in ${sets ? listed(sets.map(words)) : "every reading"}`);
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
    replaced.delete(id);
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
  document.getElementById("undo").addEventListener("click", async () => {
    const before = await takeBack();
    if (!before) return;
    if (before.force !== state.force || before.structure !== state.structure) {
      // Other levers count there: the server renders them.
      const { query } = await askJson("/api/v1/check", before);
      const year = form.elements.year?.value;
      location.search = `${query}${year ? `&year=${year}` : ""}`;
      return;
    }
    Object.assign(state, before);
    for (const name of ["posture", "assumption_set"]) if (form.elements[name]) form.elements[name].value = state[name];
    restored();
    moved();
  });
  showUndo();
}
