// Undo, over all pages of this tab: every action that changes inputs first keeps what was there.
const KEY = "undo";
const MOST = 50;
const ONE_ACTION_MILLISECONDS = 1500;
let last = { action: "", at: 0 };

const read = () => JSON.parse(sessionStorage.getItem(KEY) ?? "[]");

function write(kept) {
  sessionStorage.setItem(KEY, JSON.stringify(kept.slice(-MOST)));
  showUndo();
}

// Before an action; steps of one sliding hand are one action.
export function keep(changes, action) {
  const now = Date.now();
  const isSame = action === last.action && now - last.at < ONE_ACTION_MILLISECONDS;
  last = { action, at: now };
  if (!isSame) write([...read(), { changes, action }]);
}

export function showUndo() {
  const button = document.getElementById("undo");
  const kept = read();
  button.disabled = !kept.length;
  button.title = kept.length ? `Undo: ${kept.at(-1).action}` : "Nothing to undo";
}

// What was there before the last action, or null.
export function takeBack() {
  const kept = read();
  const found = kept.pop() ?? null;
  last = { action: "", at: 0 };
  write(kept);
  return found;
}
