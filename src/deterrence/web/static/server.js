// Asking the server, and saying what it finds wrong.

export function readState() {
  return JSON.parse(document.getElementById("state-data").textContent);
}

export async function askJson(path, body, signal) {
  const response = await fetch(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body), signal });
  return response.json();
}

// The field of a form of which a problem speaks: the one whose `data-path` is the longest that its path goes through.
export function fieldOf(form, path) {
  const fits = [...form.querySelectorAll("[data-path]")].filter((one) => `${path}.`.startsWith(`${one.dataset.path}.`));
  return fits.sort((a, b) => b.dataset.path.length - a.dataset.path.length)[0];
}

const controlIn = (field) => field.matches("input, select, textarea") ? field : field.querySelector("input, select, textarea");

export function labelOf(field) {
  if (field.dataset.label) return field.dataset.label;
  const label = field.closest("label") ?? field.querySelector("label");
  const words = [...(label?.childNodes ?? [])].filter((node) => !["SELECT", "INPUT", "TEXTAREA"].includes(node.nodeName)).map((node) => node.textContent).join("");
  return words.trim();
}

// Fields that are needed and empty, as problems.
export function missing(form) {
  return [...form.querySelectorAll("[required]")].filter((control) => !control.value.trim() && !control.closest("[hidden]")).map((control) => {
    const field = control.closest("[data-path]");
    return { field, path: labelOf(field), what: "is missing", value: null, fix: field.dataset.takes || "write it" };
  });
}

// What a server says of a form, in the words of the form: the label of the field, and what the field takes.
export function inWords(form, problems) {
  return problems.map((problem) => {
    const field = fieldOf(form, problem.path);
    if (!field) return problem;
    const isEmpty = controlIn(field)?.value.trim() === "";
    const isNear = problem.fix.startsWith("did you mean");
    return { ...problem, field, path: labelOf(field), what: isEmpty ? "is missing" : problem.what, value: isEmpty ? null : problem.value, fix: (!isNear && field.dataset.takes) || problem.fix };
  });
}

export function forgetWrong(form) {
  for (const said of form.querySelectorAll(".wrong")) said.remove();
  for (const field of form.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
}

// What is wrong stands in a list and beside each field that it speaks of.
export function showInForm(form, list, error) {
  forgetWrong(form);
  const problems = inWords(form, error.problems);
  showProblems(list, { ...error, problems });
  for (const { field, what, fix } of problems) {
    if (!field) continue;
    controlIn(field)?.setAttribute("aria-invalid", "true");
    if (!field.matches("label, label *")) field.append(Object.assign(document.createElement("span"), { className: "small wrong", textContent: `${what}: ${fix}` }));
  }
}

export function showProblems(list, error) {
  const said = error.problems.map((problem) => {
    const value = problem.value === null ? "" : ` (${problem.value})`;
    return `${problem.path || problem.place}: ${problem.what}${value}: ${problem.fix}`;
  });
  list.replaceChildren(...(said.length ? said : [error.message]).map((text) => {
    const item = document.createElement("li");
    item.textContent = text;
    return item;
  }));
  list.hidden = false;
}
