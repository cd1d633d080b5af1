// Tables of a page that no file of their own goes with: each is taken away as it is shown, as CSV or as a workbook.
import { saveAs } from "/static/downloads.js";

const KINDS = ["csv", "xlsx"];
const NUMBER = /^-?\d{1,3}(,\d{3})*(\.\d+)?$|^-?\d+(\.\d+)?$/;

function hasFiles(table) {
  const around = table.closest("figure, section, main");
  return table.classList.contains("verdicts") || around.querySelector(":scope a[href^='/tables/'], :scope [data-download]") !== null;
}

const shown = (cell) => cell.textContent.trim().replace(/\s+/g, " ");

function valueOf(cell) {
  const text = shown(cell);
  return NUMBER.test(text) ? Number(text.replaceAll(",", "")) : text;
}

function read(table) {
  const rows = [...table.tBodies].flatMap((body) => [...body.rows]).map((row) => [...row.cells].map(valueOf));
  const heads = table.tHead ? [...table.tHead.rows[0].cells].map(shown) : [];
  const width = Math.max(heads.length, ...rows.map((row) => row.length));
  const padded = (row) => [...row, ...Array(width - row.length).fill("")];
  return { title: shown(table.caption), columns: padded(heads), rows: rows.map(padded), link: location.href };
}

async function take(table, kind, line) {
  const body = JSON.stringify(read(table));
  const answer = await fetch(`/api/v1/table?kind=${kind}`, { method: "POST", headers: { "Content-Type": "application/json" }, body }).catch(() => null);
  if (!answer?.ok) {
    line.append(answer ? ` ${(await answer.json()).error.message}` : " The server does not answer.");
    return;
  }
  saveAs(`table.${kind}`, await answer.blob());
}

for (const table of document.querySelectorAll("main table")) {
  if (!table.caption || hasFiles(table)) continue;
  const line = Object.assign(document.createElement("p"), { className: "actions small" });
  for (const kind of KINDS) {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: kind.toUpperCase() });
    button.append(Object.assign(document.createElement("span"), { className: "visually-hidden", textContent: ` of the table: ${table.caption.textContent}` }));
    button.addEventListener("click", () => take(table, kind, line));
    line.append(button);
  }
  (table.closest(".scroll") ?? table).after(line);
}
