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
