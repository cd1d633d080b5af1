// Links of a page that take its state along: each keeps what it says beside the state, and the place that it leads to.
export function lead(query) {
  for (const link of document.querySelectorAll("[data-keeps-state]")) {
    const { pathname, hash } = new URL(link.href);
    link.href = `${pathname}?${query}${link.dataset.more ?? ""}${hash}`;
  }
}
