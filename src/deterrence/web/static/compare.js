// States that were kept for comparison in this tab are one link away, however this page was reached.
import { listenToSharing, showCode } from "/static/share.js";
import "/static/why.js";

const kept = JSON.parse(sessionStorage.getItem("kept") ?? "[]");
const line = document.getElementById("kept");
if (kept.length > 1 && !new URLSearchParams(location.search).has("s")) {
  line.hidden = false;
  line.querySelector("a").href = `/compare?${kept.map((one) => `s=${encodeURIComponent(one)}`).join("&")}`;
  line.querySelector("a").textContent = `the ${kept.length} states kept for comparison`;
}

// Differences of the figures that stand elsewhere come as a reader reaches them, one after the other.
const undrawn = new Set(document.querySelectorAll("[data-difference]"));
let drawing = Promise.resolve();

async function draw(box) {
  if (!undrawn.has(box)) return;
  box.querySelector("[data-waits]").hidden = false;
  const answer = await fetch(box.dataset.difference).catch(() => null);
  if (answer?.ok) {
    undrawn.delete(box);
    box.replaceChildren(...new DOMParser().parseFromString(await answer.text(), "text/html").body.childNodes);
  } else box.querySelector("[data-waits]").textContent = "could not be drawn.";
}

function want(box) {
  reached.unobserve(box);
  drawing = drawing.then(() => draw(box));
  return drawing;
}

const reached = new IntersectionObserver((seen) => {
  for (const { target, isIntersecting } of seen) if (isIntersecting) want(target);
}, { rootMargin: "200px" });
for (const box of undrawn) {
  reached.observe(box);
  box.querySelector("a").addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    want(box);
  });
}

// A file of the page holds them all.
async function drawAll(waitFor) {
  await Promise.all([...undrawn].map((box, at, { length }) => want(box).then(() => waitFor(`figures: ${at + 1} of ${length}`))));
}

const buttons = [...document.querySelectorAll("[data-code]")];
for (const button of buttons) button.addEventListener("click", () => showCode(JSON.parse(button.dataset.code)));
listenToSharing(buttons.map((button) => JSON.parse(button.dataset.code)), drawAll);
