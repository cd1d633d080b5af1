// Undo, over all pages of this tab: every action that changes anything first keeps what was there.
import { forget, restore } from "/static/scenarios.js";

const KEY = "undo";
const MOST = 50;
const ONE_ACTION_MILLISECONDS = 1500;
let last = { action: "", at: 0 };

const read = () => JSON.parse(sessionStorage.getItem(KEY) ?? "[]");

function write(kept) {
  sessionStorage.setItem(KEY, JSON.stringify(kept.slice(-MOST)));
  showUndo();
}

// Before an action: the state as it is. Steps of one sliding hand are one action.
export function keep(state, action) {
  const now = Date.now();
  const isSame = action === last.action && now - last.at < ONE_ACTION_MILLISECONDS;
  last = { action, at: now };
  if (!isSame) write([...read(), { state: structuredClone(state), action }]);
}

// After a scenario was saved or deleted: what puts that back.
export function keepScenario(entry, action) {
  last = { action: "", at: 0 };
  write([...read(), { ...entry, action }]);
}

export function showUndo() {
  const button = document.getElementById("undo");
  if (!button) return;
  const kept = read();
  button.disabled = !kept.length;
  button.title = kept.length ? `Undo: ${kept.at(-1).action}` : "Nothing to undo";
}

// Takes back the last action: gives the state as it was before, or null where nothing of the state was changed.
export async function takeBack() {
  const kept = read();
  const found = kept.pop();
  last = { action: "", at: 0 };
  write(kept);
  if (found?.saved) await forget(found.saved);
  if (found?.deleted) await restore(found.deleted);
  return found?.state ?? null;
}
