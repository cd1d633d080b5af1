// Finding rows by words: a word that says the same as another finds what the other would ("Britain": the United Kingdom).
const same = new Map(Object.entries(JSON.parse(document.getElementById("same-words").textContent)));
const letters = /[^\p{L}\p{N}]+/u;

export const wordsOf = (text) => text.toLowerCase().split(/\s+/).filter(Boolean);

// `text` in small letters. A word with another that says the same is found whole only: "uk" is not in "Ukraine".
export function hasAll(text, words) {
  return words.every((word) => same.has(word) ? [word, same.get(word)].some((one) => text.split(letters).includes(one)) : text.includes(word));
}

const nothing = document.getElementById("nothing");

// Where no row is shown: what hides all of them, and a button that shows them again. `hiding` are words, empty where they hide none.
export function sayNothing(shown, hiding, clear) {
  nothing.hidden = shown > 0;
  nothing.querySelector("[data-hiding]").textContent = hiding.filter(Boolean).join(", and ");
  nothing.querySelector("button").onclick = clear;
}
