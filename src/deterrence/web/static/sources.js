// Sources of the reader's own, as a form describes them: alone, or where a value that they state is changed.
const PARTS = ["title", "publisher", "date", "address", "author", "class", "access"];
export const OF_CHANGE = "own_"; // before the names of the parts in the form of a value

// A short name from publisher, year and title.
export function nameOf({ publisher = "", date = "", title = "" }) {
  const words = [publisher, date.slice(0, 4), title].join(" ").toLowerCase();
  return words.replace(/[^a-z0-9]+/g, "_").replace(/^_+|_+$/g, "").slice(0, 60);
}

// What a form says of a source, without what is left empty; null where that is nothing.
export function describedIn({ elements }, prefix = "") {
  const said = PARTS.map((part) => [part, elements[prefix + part].value.trim()]).filter(([, text]) => text);
  return said.length ? Object.fromEntries(said) : null;
}

// A source that is described bears the name that its parts give it, until another is typed.
export function follow({ elements }, target, prefix = "") {
  const { source } = elements;
  const part = target.name.slice(prefix.length);
  if (target === source) source.dataset.typed = "yes";
  else if (target.name.startsWith(prefix) && PARTS.includes(part) && !source.dataset.typed) {
    source.value = nameOf(describedIn({ elements }, prefix) ?? {});
  }
}
