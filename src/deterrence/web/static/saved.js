// Named scenarios: save, open, compare, judge anew, delete.
import { keep, keepScenario, showUndo, takeBack } from "/static/history.js";
import { forget, save } from "/static/scenarios.js";
import { askJson, forgetWrong, readState, showInForm } from "/static/server.js";

const MOST_COMPARED = 3;
const LOOK_AGAIN_MILLISECONDS = 2000;
const state = readState();
const status = document.getElementById("status");
const lost = () => ({ error: { problems: [], message: "The server does not answer: see whether it still runs" } });

// The page of another state, or this one anew.
async function goTo(other) {
  const { query } = await askJson("/api/v1/check", other);
  if (location.search === `?${query}`) location.reload();
  else location.search = query;
}

// The state looked at, its changes with the reasons that are written beside its name.
function withReasons(form) {
  const changes = { ...state.changes };
  for (const { dataset, value } of form.querySelectorAll("[data-reason-of]")) changes[dataset.reasonOf] = { ...changes[dataset.reasonOf], rationale: value.trim() };
  return { ...state, changes };
}

const saving = document.getElementById("save");
saving.querySelector("[type=submit]").disabled = false; // without this script nothing could be saved
saving.addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.target;
  forgetWrong(form);
  const answer = await save(form.elements.name.value, withReasons(form)).catch(lost);
  if (answer.error) {
    showInForm(form, form.querySelector(".problems"), answer.error);
    return;
  }
  keepScenario({ saved: answer.id }, `save ${answer.name}`);
  await goTo(answer.state);
});

document.getElementById("undo").addEventListener("click", async () => {
  const before = await takeBack();
  if (!before) {
    location.reload();
    return;
  }
  await goTo(before);
});
showUndo();

const question = document.getElementById("delete-question");
let asked = null;
question.addEventListener("close", async () => {
  if (question.returnValue !== "delete") return;
  const answer = await forget(asked.dataset.scenario).catch(lost);
  if (answer.error) {
    status.textContent = answer.error.message;
    return;
  }
  keepScenario({ deleted: asked.dataset.scenario }, `delete ${asked.dataset.name}`);
  location.reload();
});

async function follow(box, id) {
  const job = await (await fetch(`/api/v1/jobs/${id}`)).json();
  const button = box.querySelector("[data-judge]");
  button.disabled = true;
  if (job.status === "queued" || job.status === "running") {
    const { done_futures: done, all_futures: all } = job.progress;
    button.textContent = `Judging: ${Math.round(100 * done / Math.max(all, 1))}%`;
    setTimeout(() => follow(box, id), LOOK_AGAIN_MILLISECONDS);
  } else if (job.status === "finished") location.reload();
  else {
    button.disabled = false;
    button.textContent = "Judge again";
    status.textContent = `Not judged: ${job.error || job.status}`;
  }
}

const saved = document.getElementById("saved");
saved.addEventListener("click", async ({ target }) => {
  const box = target.closest("[data-scenario]");
  if (!box) return;
  if (target.closest("[data-open]")) keep(state, `open ${box.dataset.name}`);
  else if (target.closest("[data-delete]")) {
    asked = box;
    question.querySelector("[data-name]").textContent = box.dataset.name;
    question.returnValue = "";
    question.showModal();
  } else if (target.closest("[data-judge]")) {
    const of = JSON.parse(box.querySelector("[data-state]").textContent);
    const job = await askJson("/api/v1/jobs", { kind: "run", state: of }).catch(lost);
    if (job.error) status.textContent = job.error.message;
    else follow(box, job.id);
  }
});
saved.addEventListener("submit", (event) => {
  const ticked = saved.querySelectorAll("[name='s']:checked").length;
  if (ticked >= 1 && ticked <= MOST_COMPARED) return;
  event.preventDefault();
  status.textContent = `Tick one, two or ${MOST_COMPARED} scenarios to compare; one stands beside the reference.`;
});
for (const box of saved.querySelectorAll("[data-active]")) follow(box, box.dataset.active);
