// Levers: what a slider shows, and the change of a scenario that moving it makes.
const format = (value, unit) => unit === "probability" || unit === "share" ? value.toFixed(2) : String(Number(value.toFixed(2)));

function changeOf(lever, value) {
  if (lever.year === null) return value;
  const dated = Object.fromEntries(lever.knots.map(([year, centre]) => [String(year), Math.min(centre, value)]));
  dated[String(lever.year)] = value;
  return { dated, rule: lever.rule };
}

export function showLevers(list) {
  const levers = new Map(list.map((lever) => [lever.id, lever]));
  for (const box of document.querySelectorAll("[data-lever]")) {
    const lever = levers.get(box.dataset.lever);
    box.hidden = !lever;
    if (!lever) continue;
    const input = box.querySelector("input");
    if (document.activeElement !== input) input.value = lever.value;
    const [low, central, high] = lever.reference;
    const isRange = !lever.is_changed && low !== high;
    box.querySelector("output").textContent = isRange ? `${format(low, lever.unit)} to ${format(high, lever.unit)}` : format(Number(input.value), lever.unit);
    input.setAttribute("aria-valuetext", box.querySelector("output").textContent);
    const said = low === high ? format(central, lever.unit) : `${format(low, lever.unit)} to ${format(high, lever.unit)}, centre ${format(central, lever.unit)}`;
    box.querySelector("[data-range]").textContent = `reference: ${said}`;
    box.querySelector("[data-reset]").hidden = !lever.is_changed;
    box.toggleAttribute("data-changed", lever.is_changed);
  }
  return levers;
}

// Moving, resetting one and resetting all; `levers` gives those shown, `chosen` takes every other input of the form.
export function listenToLevers({ form, state, levers, moved, chosen }) {
  form.addEventListener("input", (event) => {
    const box = event.target.closest("[data-lever]");
    if (!box) {
      chosen(event.target);
      return;
    }
    const lever = levers().get(box.dataset.lever);
    if (!lever) return;
    state.changes[lever.id] = { value: changeOf(lever, Number(event.target.value)), rationale: "" };
    box.querySelector("output").textContent = format(Number(event.target.value), lever.unit);
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
}
