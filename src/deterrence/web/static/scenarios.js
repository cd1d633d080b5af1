// The named scenarios of the workspace, as the server keeps them.

async function ask(path, options) {
  const answer = await fetch(`/api/v1/scenarios${path}`, options);
  return answer.json();
}

export const save = (name, state) => ask("", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ name, state }) });
export const forget = (id) => ask(`/${id}`, { method: "DELETE" });
export const restore = (id) => ask(`/${id}/restore`, { method: "POST" });
