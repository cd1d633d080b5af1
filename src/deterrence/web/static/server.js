// Asking the server, and saying what it finds wrong.

export function readState() {
  return JSON.parse(document.getElementById("state-data").textContent);
}

export async function askJson(path, body, signal) {
  const response = await fetch(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body), signal });
  return response.json();
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
