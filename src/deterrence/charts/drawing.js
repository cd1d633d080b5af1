// Draws a Vega-Lite specification as SVG where there is no browser: what Vega asks of one, and how wide a text is.
// `FACES` (widths of signs by face), `vega` and `vegaLite` are there before this script.

const BOLD = 600; // weights from here on are drawn with the semi-bold face
const UNKNOWN = 1; // parts of the font's size, for a sign that no face has

vega.textMetrics.width = (item, text) => {
  const face = item.fontStyle === "italic" ? FACES.Italic
    : item.fontWeight === "bold" || +item.fontWeight >= BOLD ? FACES.SemiBold
    : FACES.Regular;
  let width = 0;
  for (const sign of String(text)) width += face[sign] ?? UNKNOWN;
  width *= vega.fontSize(item);
  return item.limit > 0 ? Math.min(width, item.limit) : width;
};

async function draw(specification) {
  const view = new vega.View(vega.parse(vegaLite.compile(specification).spec), {renderer: "none"});
  try {
    return await view.toSVG();
  } finally {
    view.finalize();
  }
}
