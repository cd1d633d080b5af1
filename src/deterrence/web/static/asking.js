// Asking for what a page shows of a state: one request is in flight at a time, the newest state wins, and what was
// asked for at rest is given up as soon as something moves.
import { askJson, showProblems } from "/static/server.js";

const WORKING_SHOWN_AFTER_MILLISECONDS = 150;
let isBehind = false; // the links of the page do not say yet what was moved
let waiting = [];
let isComing = false; // something of the page is asked for, or will be once nothing moves
let waitingForAll = [];

// What leaves the page waits for this, so that it takes along what was moved last.
export const settled = () => isBehind ? new Promise((go) => { waiting.push(go); }) : Promise.resolve();

// What takes away the whole page waits for this: figures that come after the others are there as well.
export const finished = (waitFor) => {
  if (!isComing) return Promise.resolve();
  waitFor("what is being drawn");
  return new Promise((go) => { waitingForAll.push(go); });
};

function settle() {
  isBehind = false;
  for (const go of waiting) go();
  waiting = [];
}

document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-keeps-state]:not([download])");
  if (!link || !isBehind) return;
  event.preventDefault();
  await settled();
  if (event.ctrlKey || event.metaKey || event.shiftKey) window.open(link.href);
  else location.assign(link.href);
});

function finish() {
  isComing = false;
  for (const go of waitingForAll) go();
  waitingForAll = [];
}

// `path` says where to ask for a request, `redraw` shows the answer, `after` what to ask for next when nothing else is wanted:
// behind a move so much later, as the server would still be at it when the next move comes.
export function asking({ state, restMilliseconds, unseenMilliseconds = 0, path, redraw, after = () => null }) {
  const results = document.getElementById("results");
  const statusLine = document.getElementById("status");
  const problems = document.getElementById("problems");
  let wanted = null;
  let isBusy = false;
  let restTimer = 0;
  let atRest = null; // what was asked for at rest
  let hasMoved = false;
  let unseenTimer = 0;

  // Who reads the page by a program waits for this: what is shown is the state, and nothing is on its way.
  const showRest = (isAtRest) => results.toggleAttribute("data-at-rest", isAtRest);

  function ask(request) {
    clearTimeout(unseenTimer);
    unseenTimer = 0;
    isComing = true;
    wanted = request;
    atRest?.abort();
    if (!isBusy) send();
  }

  // The answer, with a sign of work where it takes longer than a reader takes for an answer.
  async function answerOf(request) {
    const sign = setTimeout(() => {
      results.setAttribute("aria-busy", "true");
    }, WORKING_SHOWN_AFTER_MILLISECONDS);
    atRest = request.isMoving ? null : new AbortController();
    const answer = await askJson(path(request), state, atRest?.signal).catch((error) => error.name === "AbortError" ? null : lost());
    clearTimeout(sign);
    return answer;
  }

  async function send() {
    isBusy = true;
    showRest(false);
    try {
      await answerAll();
    } finally {
      results.setAttribute("aria-busy", "false");
      isBusy = false;
      showRest(!restTimer);
      if (!restTimer && !unseenTimer) finish();
    }
  }

  async function answerAll() {
    while (wanted !== null) {
      const request = wanted;
      wanted = null;
      const started = performance.now();
      const answer = await answerOf(request);
      if (answer?.error) {
        showProblems(problems, answer.error);
        results.classList.add("stale");
        statusLine.textContent = "Not redrawn: see the problem.";
      } else if (answer) {
        problems.hidden = true;
        await redraw(answer);
        if (!request.isSlow) {
          results.classList.remove("stale");
          const refined = request.futures >= state.futures ? "" : " while moving";
          statusLine.textContent = `${answer.futures.toLocaleString("en-GB")} futures${refined} · seed ${answer.seed} · ${(performance.now() - started).toFixed(0)} ms`;
          document.documentElement.dataset.drawn = `${Number(document.documentElement.dataset.drawn ?? 0) + 1}`;
        }
        goOn(request);
      }
      if (!wanted || wanted.isSlow) settle();
    }
  }

  function goOn(request) {
    const next = after(request);
    if (!next || wanted) return;
    if (!unseenMilliseconds || !hasMoved || request.isSlow) wanted = { ...next, isSlow: true };
    else unseenTimer = setTimeout(() => ask({ ...next, ...after(request), isSlow: true }), unseenMilliseconds);
  }

  function lost() {
    statusLine.textContent = "The server does not answer. What is shown is the last answer; move a lever to try again.";
    results.classList.add("stale");
    return null;
  }

  function moved() {
    hasMoved = true;
    isBehind = true;
    clearTimeout(restTimer);
    restTimer = setTimeout(() => {
      restTimer = 0;
      ask({ futures: state.futures });
    }, restMilliseconds);
    ask({ futures: Math.min(Number(results.dataset.moving), state.futures), isMoving: true });
  }

  setTimeout(() => {
    if (document.documentElement.dataset.drawn === undefined && results.ariaBusy === "true") statusLine.textContent = "The models are being compiled: some seconds, the first time after an installation.";
  }, 1500);
  return { ask, moved };
}
