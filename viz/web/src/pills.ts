/** Where the words stand that a map carries beside its nodes: pills that name gaps, and what relations say. Pure. */

import { textWidth, type Box, type Place } from "./layouts";

export interface Pill {
  id: string;
  text: string;
  fill: string;
  box: Box;
}

const SPOTS = [
  [0, -1], [0, 1], [-1, 0], [1, 0], [-0.5, -1], [0.5, -1], [-0.5, 1], [0.5, 1], [-1, -0.5], [1, -0.5], [-1, 0.5], [1, 0.5], [-1, -1], [1, -1], [-1, 1], [1, 1],
];

const WORD = 11;
const ALONG = [0.5, 0.42, 0.58, 0.34, 0.66, 0.27, 0.73];
const MOST_WORDS = 3;

const overlap = (a: Box, b: Box): number => Math.max(0, Math.min(a.x2, b.x2) - Math.max(a.x1, b.x1)) * Math.max(0, Math.min(a.y2, b.y2) - Math.max(a.y1, b.y1));

/** The box round several boxes. */
export const around = (boxes: Box[]): Box =>
  boxes.reduce((a, b) => ({ x1: Math.min(a.x1, b.x1), y1: Math.min(a.y1, b.y1), x2: Math.max(a.x2, b.x2), y2: Math.max(a.y2, b.y2) }));

/**
 * Place the pills of gaps beside their things, at a scale at which they can be read.
 *
 * Args: what each pill says and the boxes of its things; the boxes of everything drawn and of what can be seen when all of it is, in map coordinates.
 * Returns the pills; one that would cover another is left out: its halo and its line in the list remain.
 */
export function placePills(wanted: { id: string; text: string; fill: string; own: Box[] }[], scale: number, drawn: Box[], page: Box): Pill[] {
  const placed: Pill[] = [];
  for (const { id, text, fill, own } of wanted) {
    if (!own.length) continue;
    const box = place(around(own), (textWidth([text]) * 13 + 24) * scale, 26 * scale, drawn, page, placed.map((p) => p.box));
    if (box) placed.push({ id, text, fill, box });
  }
  return placed;
}

/** Find room beside a box, inside the page and over no other pill: the nearest of many spots that covers nothing, else the one that covers least. */
function place(own: Box, wide: number, high: number, drawn: Box[], page: Box, pills: Box[]): Box | null {
  const [cx, cy] = [(own.x1 + own.x2) / 2, (own.y1 + own.y2) / 2];
  let best: Box | null = null;
  let least = Infinity;
  for (const far of [14, 40, 80]) {
    const [dx, dy] = [(own.x2 - own.x1 + wide) / 2 + far, (own.y2 - own.y1 + high) / 2 + far];
    for (const [u, v] of SPOTS) {
      const [x, y] = [cx + u * dx, cy + v * dy];
      const box = { x1: x - wide / 2, y1: y - high / 2, x2: x + wide / 2, y2: y + high / 2 };
      if (box.x1 < page.x1 || box.y1 < page.y1 || box.x2 > page.x2 || box.y2 > page.y2 || pills.some((p) => overlap(p, box) > 0)) continue;
      const cost = drawn.reduce((sum, b) => sum + overlap(box, b), 0) + far / 1000;
      if (cost < least) [least, best] = [cost, box];
    }
    if (least < 1) break;
  }
  return best;
}

export interface Said {
  text: string;
  box: Box;
}

/**
 * Place what relations say on their lines: once for all relations of a pair, over no node and no other word.
 *
 * Args: the ends of each relation and its word; the boxes of the things between which they run.
 * Returns the words that find room; the others are read in the panel.
 */
export function placeWords(lines: { pair: string; from: Place; to: Place; text: string }[], taken: Box[]): Said[] {
  const pairs = new Map<string, { from: Place; to: Place; words: string[] }>();
  for (const { pair, from, to, text } of lines) {
    const known = pairs.get(pair);
    if (!known) pairs.set(pair, { from, to, words: [text] });
    else if (!known.words.includes(text)) known.words.push(text);
  }
  const placed: Said[] = [];
  for (const { from, to, words } of pairs.values()) {
    const text = words.slice(0, MOST_WORDS).join("、") + (words.length > MOST_WORDS ? "…" : "");
    const [wide, high] = [textWidth([text]) * WORD + 8, WORD + 5];
    for (const share of ALONG) {
      const [x, y] = [from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share];
      const box = { x1: x - wide / 2, y1: y - high / 2, x2: x + wide / 2, y2: y + high / 2 };
      if (taken.some((b) => overlap(b, box) > 0) || placed.some((p) => overlap(p.box, box) > 0)) continue;
      placed.push({ text, box });
      break;
    }
  }
  return placed;
}
