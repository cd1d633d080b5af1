// Files to take away: they hold what was moved last, and the button says that it works, as a drawing takes a second or more.
import { settled } from "/static/asking.js";

const nameOf = (answer) => /filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition"))?.[1] ?? new URL(answer.url).pathname.split("/").at(-1);

export function saveAs(name, content) {
  const address = URL.createObjectURL(content);
  Object.assign(document.createElement("a"), { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

async function take(link) {
  await settled();
  const answer = await fetch(link.href).catch(() => null);
  if (answer?.ok) saveAs(nameOf(answer), await answer.blob());
  else if (answer) location.assign(link.href); // the page that says what is wrong
  else link.after(" The server does not answer.");
}

document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-download], a[download]");
  if (!link?.href.startsWith(location.origin) || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (link.ariaBusy === "true") return;
  link.ariaBusy = "true";
  await take(link);
  link.ariaBusy = null;
});
