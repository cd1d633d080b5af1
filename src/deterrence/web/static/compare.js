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

const buttons = [...document.querySelectorAll("[data-code]")];
for (const button of buttons) button.addEventListener("click", () => showCode(JSON.parse(button.dataset.code)));
listenToSharing(...buttons.map((button) => JSON.parse(button.dataset.code)));

// Differences of the figures that stand elsewhere come as a reader reaches them, one after the other.
const wanted = [];
let isBusy = false;

async function drawWanted() {
  if (isBusy) return;
  isBusy = true;
  for (let box = wanted.shift(); box; box = wanted.shift()) {
    box.querySelector("[data-waits]").hidden = false;
    const answer = await fetch(box.dataset.difference).catch(() => null);
    if (answer?.ok) box.replaceChildren(...new DOMParser().parseFromString(await answer.text(), "text/html").body.childNodes);
    else box.querySelector("[data-waits]").textContent = "could not be drawn: open it by the link.";
  }
  isBusy = false;
}

const reached = new IntersectionObserver((seen) => {
  for (const { target, isIntersecting } of seen) {
    if (!isIntersecting) continue;
    reached.unobserve(target);
    wanted.push(target);
  }
  drawWanted();
}, { rootMargin: "200px" });
for (const box of document.querySelectorAll("[data-difference]")) reached.observe(box);
