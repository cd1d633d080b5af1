// Asking for what a page shows of a state: one request is in flight at a time, the newest state wins.
import { askJson, showProblems } from "/static/server.js";

// `path` says where to ask for a request, `redraw` shows the answer, `after` what to ask for next when nothing else is wanted.
export function asking({ state, restMilliseconds, path, redraw, after = () => null }) {
  const results = document.getElementById("results");
  const statusLine = document.getElementById("status");
  const problems = document.getElementById("problems");
  let wanted = null;
  let isBusy = false;
  let restTimer = 0;

  function ask(request) {
    wanted = request;
    if (!isBusy) send();
  }

  async function send() {
    isBusy = true;
    while (wanted !== null) {
      const request = wanted;
      wanted = null;
      const started = performance.now();
      const answer = await askJson(path(request), state).catch(lost);
      if (answer?.error) {
        showProblems(problems, answer.error);
        results.classList.add("stale");
        statusLine.textContent = "Not redrawn: see the problem.";
      } else if (answer) {
        problems.hidden = true;
        await redraw(answer);
        results.classList.remove("stale");
        const refined = request.futures >= state.futures ? "" : " while moving";
        statusLine.textContent = `${answer.futures.toLocaleString("en-GB")} futures${refined} · seed ${answer.seed} · ${(performance.now() - started).toFixed(0)} ms`;
        document.documentElement.dataset.drawn = `${Number(document.documentElement.dataset.drawn ?? 0) + 1}`;
        wanted ??= after(request);
      }
    }
    results.setAttribute("aria-busy", "false");
    isBusy = false;
  }

  function lost() {
    statusLine.textContent = "The server does not answer. What is shown is the last answer; move a lever to try again.";
    results.classList.add("stale");
    return null;
  }

  function moved() {
    clearTimeout(restTimer);
    ask({ futures: Math.min(Number(results.dataset.moving), state.futures) });
    restTimer = setTimeout(() => ask({ futures: state.futures }), restMilliseconds);
  }

  setTimeout(() => {
    if (results.ariaBusy === "true") statusLine.textContent = "The models are being compiled: some seconds, the first time after an installation.";
  }, 1500);
  return { ask, moved };
}
