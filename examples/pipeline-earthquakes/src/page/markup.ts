/** Text for HTML and SVG: nothing in it is read as markup. */
export const escape = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** A coordinate with one decimal, which is finer than a screen shows. */
export const at = (value: number): string => String(Math.round(value * 10) / 10);

export interface Point {
  readonly x: number;
  readonly y: number;
}

export const textAt = ({ x, y }: Point, text: string, attributes = ""): string =>
  `<text x="${at(x)}" y="${at(y)}" ${attributes}>${escape(text)}</text>`;

export const lineBetween = (from: Point, to: Point, attributes = ""): string =>
  `<line x1="${at(from.x)}" y1="${at(from.y)}" x2="${at(to.x)}" y2="${at(to.y)}" ${attributes}/>`;

export const svg = (width: number, height: number, label: string, content: readonly string[]): string =>
  `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escape(label)}">\n${content.join("\n")}\n</svg>`;
