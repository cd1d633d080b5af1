// Long work: begin it, follow it, cancel it. It goes on without the page; a page that finds it running follows it again.

import { askJson, readState, showProblems } from "./server.js";
import { listenToSharing } from "/static/share.js";

const form = document.getElementById("work");
const button = form.querySelector("button");
const buttons = [...form.querySelectorAll("button")];
const problems = document.getElementById("work-problems");
const progress = document.getElementById("work-progress");
const bar = document.getElementById("work-bar");
const detail = document.getElementById("work-detail");
const status = document.getElementById("work-status");
const cancel = document.getElementById("work-cancel");
const usual = button.textContent;
const SECOND = 1000;
let active = form.dataset.active;

form.elements.futures.addEventListener("input", () => {
  button.textContent = usual.replace(/\(\d+ futures/, `(${form.elements.futures.value} futures`);
});

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  problems.hidden = true;
  disable(true);
  try {
    const answer = await askJson("/api/v1/jobs", { kind: event.submitter?.value || form.dataset.kind, state: readState(), futures: form.elements.futures.valueAsNumber });
    if (!answer.error) {
      follow(answer.id);
      return;
    }
    showProblems(problems, answer.error);
  } catch {
    showProblems(problems, { problems: [], message: "The server does not answer: see whether it still runs" });
  }
  disable(false);
});

cancel.addEventListener("click", async () => {
  cancel.disabled = true;
  say("Stopping");
  try {
    await askJson(`/api/v1/jobs/${active}/cancel`, {});
  } catch {
    cancel.disabled = false;
    say("The server does not answer: not cancelled");
  }
});

function disable(isBusy) {
  for (const each of buttons) each.disabled = isBusy;
}

function follow(id) {
  active = id;
  disable(true);
  cancel.disabled = false;
  progress.hidden = false;
  look();
}

async function look() {
  let job;
  try {
    const response = await fetch(`/api/v1/jobs/${active}`);
    job = await response.json();
  } catch {
    say("The server does not answer; asking again");
    setTimeout(look, SECOND);
    return;
  }
  if (job.error?.message) {
    showProblems(problems, job.error);
    progress.hidden = true;
    disable(false);
  } else if (["finished", "failed", "cancelled"].includes(job.status)) {
    say(`It has ${job.status === "finished" ? "finished" : "ended"}`);
    location.reload();
  } else {
    show(job);
    setTimeout(look, SECOND);
  }
}

const SHOWN = "first answer shown";

// A page that waits for the first answer shows it when it is there, once for each job.
function showFirst(job) {
  if (!job.has_first_answer || !document.querySelector("[data-waits]") || sessionStorage.getItem(SHOWN) === job.id) return;
  sessionStorage.setItem(SHOWN, job.id);
  location.reload();
}

function show(job) {
  showFirst(job);
  const { done_futures: done, all_futures: all, futures_per_second: rate, seconds_left: left } = job.progress;
  const isRunning = done > 0 && done < all;
  bar.max = all;
  if (isRunning) bar.value = done;
  else bar.removeAttribute("value"); // at work, but not at what is counted in futures: before the first block, and judging
  const parts = done < all ? [`${done.toLocaleString("en-GB")} of ${all.toLocaleString("en-GB")} futures`] : [];
  if (rate > 0 && done < all) parts.push(`${Math.round(rate).toLocaleString("en-GB")} a second`);
  if (left !== null && isRunning) parts.push(`about ${duration(left)} left`);
  if (job.message) parts.push(job.message);
  if (job.status === "running" && !done) parts.push("the first block of each cell takes longest");
  detail.textContent = parts.join(" · ");
  // Spoken aloud, so in steps of a tenth and not every second.
  if (!cancel.disabled) say(spoken(job, done, all));
}

function spoken(job, done, all) {
  if (job.status === "queued") return "Waiting for its turn";
  if (done >= all) return `All futures are run; ${job.message.split(":")[0] || "finishing"}`;
  return `Running: ${10 * Math.floor((10 * done) / all)}% done`;
}

function duration(seconds) {
  return seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`;
}

function say(text) {
  if (status.textContent !== text) status.textContent = text;
}

// Work that has ended is deleted with its files, once that is confirmed.
const question = document.getElementById("delete-job");
let asked = "";
document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-delete-job]");
  if (!button) return;
  asked = button.dataset.deleteJob;
  question.returnValue = "";
  question.showModal();
});
question?.addEventListener("close", async () => {
  if (question.returnValue !== "delete") return;
  const answer = await (await fetch(`/api/v1/jobs/${asked}`, { method: "DELETE" })).json();
  if (answer.error) showProblems(problems, answer.error);
  else location.reload();
});

if (active) follow(active);

listenToSharing([readState()]);
