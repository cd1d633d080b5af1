// A section that a reader went to stays in view while figures above it still come and push it down.
const named = (hash) => document.getElementById(decodeURIComponent(hash.slice(1)));
let target = named(location.hash);

document.addEventListener("click", (event) => {
  const link = event.target.closest('a[href^="#"]');
  if (link) target = named(link.hash);
});
for (const hand of ["wheel", "touchstart", "pointerdown", "keydown"]) {
  addEventListener(hand, () => { target = null; }, { capture: true, passive: true });
}
new ResizeObserver(() => target?.scrollIntoView()).observe(document.getElementById("results"));
