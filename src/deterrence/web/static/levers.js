// Levers: what a slider shows, and the change of a scenario that moving it makes.
export const format = (value, unit) => unit === "probability" || unit === "share" ? value.toFixed(2) : String(Number(value.toFixed(2)));

export function changeOf(lever, value) {
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
