// States that were kept for comparison in this tab are one link away, however this page was reached.
import { showCode } from "/static/share.js";
import "/static/why.js";

const kept = JSON.parse(sessionStorage.getItem("kept") ?? "[]");
const line = document.getElementById("kept");
if (kept.length > 1 && !new URLSearchParams(location.search).has("s")) {
  line.hidden = false;
  line.querySelector("a").href = `/compare?${kept.map((one) => `s=${encodeURIComponent(one)}`).join("&")}`;
  line.querySelector("a").textContent = `the ${kept.length} states kept for comparison`;
}

for (const button of document.querySelectorAll("[data-code]")) button.addEventListener("click", () => showCode(JSON.parse(button.dataset.code)));
