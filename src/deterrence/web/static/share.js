// Handing a state on: its link, the same numbers as code, and one file that opens without this server.
import { finished, settled } from "/static/asking.js";
import { saveAs } from "/static/downloads.js";
import { askJson } from "/static/server.js";
import { openPanel } from "/static/why.js";

const view = document.getElementById("share")?.dataset.view ?? "overview";

const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];

function codeBlock(title, text) {
  const heading = document.createElement("h3");
  heading.textContent = title;
  const block = document.createElement("pre");
  block.textContent = text;
  block.tabIndex = 0;
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = `Copy ${title}`;
  button.addEventListener("click", () => copy(text, button));
  return [heading, block, button];
}

async function copy(text, button) {
  const before = button.textContent;
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = "Copied";
  } catch {
    button.textContent = "Select the text and copy it";
  }
  setTimeout(() => { button.textContent = before; }, 2000);
}

// The page as it stands, without what needs the server: its styles, drawings, tables and the state as code.
async function wholePage(codes) {
  for (const details of document.querySelectorAll("details")) details.ontoggle?.();
  const page = document.documentElement.cloneNode(true);
  const chosen = [...document.querySelectorAll("form.levers select")].map((each) => each.selectedOptions[0].textContent);
  const styles = await Promise.all([...document.querySelectorAll('link[rel="stylesheet"]')].map(async (link) => (await fetch(link.href)).text()));
  const gone = "[data-live], script, link, noscript, nav, dialog, form, .skip, #share, .actions, [data-download], [role='alert'], .status";
  for (const node of page.querySelectorAll(gone)) node.remove();
  for (const link of page.querySelectorAll("a, button.plain")) {
    const plain = Object.assign(document.createElement("span"), { className: link.classList.contains("value") ? "value" : "" });
    plain.append(...link.childNodes);
    link.replaceWith(plain);
  }
  for (const node of page.querySelectorAll("[data-asking]")) nothingInside(node.closest("details"));
  for (const details of page.querySelectorAll("details")) details.open = false;
  const style = document.createElement("style");
  style.textContent = `${styles.join("\n").replace(/@font-face\s*\{[^}]*\}/g, "")}\nsvg text { font-family: "Fira Sans", system-ui, sans-serif; }`;
  page.querySelector("head").append(style);
  const said = document.createElement("section");
  const add = (tag, text) => said.append(Object.assign(document.createElement(tag), { textContent: text }));
  const ofWhat = codes.length > 1 ? "states side by side" : "every assumption set and structure";
  add("p", `Saved ${new Date().toISOString().slice(0, 10)} from the workbench: ${chosen.join(", ") || ofWhat}.`);
  const told = codes.map((code, at) => ({ ...code, of: codes.length > 1 ? `${"ABC"[at]}: ` : "" })).filter((code) => !code.error);
  const changed = told.flatMap(({ of, changes }) => changes.map(({ words }) => of + words));
  add("p", changed.length ? "Changed from the reference, here and on other pages:" : "Nothing is changed from the reference.");
  if (changed.length) {
    const list = document.createElement("ul");
    list.append(...changed.map((textContent) => Object.assign(document.createElement("li"), { textContent })));
    said.append(list);
  }
  const code = document.createElement("details"); // after the answer, which a reader wants first
  code.append(Object.assign(document.createElement("summary"), { textContent: "The same numbers on another machine" }));
  for (const { of, command, python } of told) for (const text of [of + command, python]) code.append(Object.assign(document.createElement("pre"), { textContent: text }));
  page.querySelector("main").prepend(said);
  page.querySelector("main").append(code);
  page.querySelector(".workbench")?.classList.remove("workbench");
  return `<!doctype html>\n${page.outerHTML}`;
}

// A line that was never opened has nothing to open in a file.
function nothingInside(details) {
  const line = Object.assign(document.createElement("p"), { className: details.className, id: details.id });
  line.hidden = details.hidden;
  line.append(...details.querySelector("summary").childNodes);
  details.replaceWith(line);
}

const bareOf = (code) => code.error ? [] : code.changes.filter((one) => one.is_bare).map((one) => one.name);
const bareWords = (names) => `No reason is given for ${names.join(", ")}, and whoever reads it is told so. Write why beside the lever or under Inputs.`;
const saidBare = (code) => bareOf(code).length ? [Object.assign(document.createElement("p"), { className: "notice", textContent: bareWords(bareOf(code)) })] : [];

// What leaves the page says why it was changed; where that is not said, the reader is asked for it.
function askReasons(codes) {
  const line = document.getElementById("share-bare");
  const names = [...new Set(codes.flatMap(bareOf))];
  line.hidden = !names.length;
  line.textContent = names.length ? bareWords(names) : "";
}

// The numbers of a state outside the page, as code to copy.
export async function showCode(state) {
  const answer = await askJson(`/api/v1/code?view=${view}`, state);
  const heading = document.createElement("h2");
  heading.textContent = "The same numbers outside the page";
  openPanel(answer.error ? [heading] : [heading, ...saidBare(answer), ...codeBlock("Python", answer.python), ...codeBlock("command", answer.command)]);
}

// Each state is the page's own object: what was moved since the page was loaded is in it. `complete` brings what the page
// shows only when it is reached or opened, and says meanwhile what it waits for: a saved file cannot ask for it any more.
export function listenToSharing(states, complete = finished) {
  const codes = () => Promise.all(states.map((state) => askJson(`/api/v1/code?view=${view}`, state)));
  document.getElementById("show-code")?.addEventListener("click", () => showCode(states[0]));

  document.getElementById("copy-link").addEventListener("click", async (event) => {
    document.getElementById("share-note").hidden = !LOOPBACK.includes(location.hostname);
    askReasons(await codes());
    await settled();
    copy(location.href, event.target);
  });
  document.getElementById("save-page").addEventListener("click", async (event) => {
    const button = event.target;
    const before = button.textContent;
    button.disabled = true;
    const found = await codes();
    askReasons(found);
    await settled();
    await complete((waitsFor) => { button.textContent = `Waiting for ${waitsFor} …`; });
    saveAs(`deterrence-${location.pathname.slice(1).replaceAll("/", "-") || view}.html`, new Blob([await wholePage(found)], { type: "text/html" }));
    button.textContent = before;
    button.disabled = false;
  });
  document.getElementById("keep")?.addEventListener("click", async () => {
    await settled();
    const query = location.search.slice(1);
    const kept = JSON.parse(sessionStorage.getItem("kept") ?? "[]").filter((other) => other !== query);
    kept.push(query);
    const last = kept.slice(-3);
    sessionStorage.setItem("kept", JSON.stringify(last));
    location.href = `/compare?${last.map((one) => `s=${encodeURIComponent(one)}`).join("&")}`;
  });
}
