/** Which of the server's places a thing stands at, and where labels can be read at a given scale. */

import { arrange, type Room } from "./arrange";
import { CLAUSES, other, type Dataset, type Thing } from "./data";
import type { View } from "./state";

export interface Place {
  x: number;
  y: number;
}

/** Tell whether the view leaves out figures and tasks, so that the closer map fits. */
export const usesCore = (view: View): boolean => CLAUSES.every((label) => view.off.includes(label));

const FEW = 300;
const ORBIT = 130;

/** Tell whether the view is a part of the graph by the reader's choice: small ones are placed anew, to fill the screen. */
const isPart = (view: View): boolean => Boolean(view.only || view.docs.length || view.place || view.from !== null || view.to !== null);

/** Return the room of a thing with its label, as viz/labels.py counts it. */
export function roomOf(data: Dataset, thing: Thing): Room {
  const { sizes } = data.theme;
  const node = thing.edges.length >= sizes.hub_degree ? sizes.hub : sizes.node;
  return { wide: Math.max(textWidth(thing.lines) * sizes.label, node) + 14, high: node + 4 + thing.lines.length * sizes.line_height + 12, above: node / 2 + 4 };
}

let kept: { key: string; places: Map<number, Place> } = { key: "", places: new Map() };

/** Return where each drawn thing stands: where the reader put it, else where the layout for this view does. */
export function placesOf(data: Dataset, view: View, things: number[], relations: number[]): Map<number, Place> {
  const places = isPart(view) && things.length <= FEW ? arranged(data, things, relations) : fixed(data, view, things);
  for (const [id, [x, y]] of Object.entries(view.pins)) if (data.at.has(id) && places.has(data.at.get(id)!)) places.set(data.at.get(id)!, { x, y });
  return places;
}

/** Places made for these things alone; the last are kept, for a click must not cost a layout. */
export function arranged(data: Dataset, things: number[], relations: number[]): Map<number, Place> {
  const key = `${things.join()}|${relations.join()}`;
  if (key !== kept.key) {
    const order = new Map(things.map((i, k) => [i, k]));
    const edges = relations.map((r): [number, number] => [order.get(data.relations[r].source)!, order.get(data.relations[r].target)!]);
    const made = arrange(things.map((i) => roomOf(data, data.things[i])), edges);
    kept = { key, places: new Map(things.map((i, k) => [i, made[k]])) };
  }
  return new Map(kept.places);
}

function fixed(data: Dataset, view: View, things: number[]): Map<number, Place> {
  const core = usesCore(view) && data.things.some((t) => t.core);
  const places = new Map<number, Place>();
  const homeless: number[] = [];
  for (const i of things) {
    const thing = data.things[i];
    if (!core) places.set(i, { x: thing.x, y: thing.y });
    else if (thing.core) places.set(i, { x: thing.core[0], y: thing.core[1] });
    else homeless.push(i);
  }
  // A figure or task that is shown on the closer map stands beside what it belongs to, else in a row below all.
  const below = [...places.values()].reduce((low, p) => Math.max(low, p.y), 0) + ORBIT;
  homeless.forEach((i, k) => {
    const beside = data.things[i].edges.map((e) => places.get(other(data.relations[e], i))).find((p) => p);
    const turn = k * 2.4;
    places.set(i, beside ? { x: Math.round(beside.x + ORBIT * Math.cos(turn)), y: Math.round(beside.y + ORBIT * Math.sin(turn)) } : { x: (k % 12) * ORBIT + 60, y: below + Math.floor(k / 12) * ORBIT });
  });
  return places;
}

export interface Label {
  index: number;
  x: number;
  y: number;
  lines: string[];
  /** Higher is placed first. */
  weight: number;
  /** Half the node's height, on the map's scale. */
  half: number;
}

const CELL = 48;

export interface Box {
  x1: number;
  y1: number;
  x2: number;
  y2: number;
}

/** Width of the widest line, in full-width characters. */
export const textWidth = (lines: string[]): number => Math.max(...lines.map((text) => [...text].reduce((sum, c) => sum + (c.charCodeAt(0) > 0x2e7f ? 1 : 0.58), 0)));

/**
 * Choose which labels are written when the map is small, and at what size, so that none covers another.
 *
 * Args: labels and blocked boxes in map coordinates, zoom as screen pixels for one point of the map, size of the text on screen in pixels.
 * Returns the positions of the labels to write.
 */
export function placeLabels(labels: Label[], zoom: number, size: number, blocked: Box[] = []): Set<number> {
  const taken = new Map<string, [number, number, number, number][]>();
  for (const b of blocked) {
    const box: [number, number, number, number] = [b.x1 * zoom, b.y1 * zoom, b.x2 * zoom, b.y2 * zoom];
    for (const cell of cellsOf(box)) taken.set(cell, [...(taken.get(cell) ?? []), box]);
  }
  const chosen = new Set<number>();
  for (const label of [...labels].sort((a, b) => b.weight - a.weight || a.index - b.index)) {
    const half = (textWidth(label.lines) * size) / 2 + 2;
    const top = label.y * zoom + label.half * zoom;
    const box: [number, number, number, number] = [label.x * zoom - half, top, label.x * zoom + half, top + label.lines.length * size * 1.3 + 4];
    const cells = cellsOf(box);
    if (cells.some((cell) => taken.get(cell)?.some((o) => o[0] < box[2] && o[2] > box[0] && o[1] < box[3] && o[3] > box[1]))) continue;
    for (const cell of cells) taken.set(cell, [...(taken.get(cell) ?? []), box]);
    chosen.add(label.index);
  }
  return chosen;
}

function cellsOf([left, top, right, bottom]: [number, number, number, number]): string[] {
  const cells: string[] = [];
  for (let x = Math.floor(left / CELL); x <= Math.floor(right / CELL); x++) for (let y = Math.floor(top / CELL); y <= Math.floor(bottom / CELL); y++) cells.push(`${x} ${y}`);
  return cells;
}

/** Return the neighbour that lies most nearly in a direction, for the arrow keys; null where none lies there at all. */
export function towards(from: Place, near: { index: number; place: Place }[], dx: number, dy: number): number | null {
  let best: number | null = null;
  let least = Infinity;
  for (const { index, place } of near) {
    const [x, y] = [place.x - from.x, place.y - from.y];
    const length = Math.hypot(x, y) || 1;
    const turn = (x * dx + y * dy) / length;
    if (turn < 0.25) continue;
    const cost = length / turn ** 2;
    if (cost < least) [least, best] = [cost, index];
  }
  return best;
}

/** Put things into frames side by side, each frame a grid, for the grouped map. */
export function frames(data: Dataset, things: number[], keyOf: (t: Thing) => string): { key: string; places: Map<number, Place> }[] {
  const groups = new Map<string, number[]>();
  for (const i of things) {
    const key = keyOf(data.things[i]);
    groups.set(key, [...(groups.get(key) ?? []), i]);
  }
  const sorted = [...groups].sort((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1));
  const columnsOf = (n: number) => Math.max(1, Math.ceil(Math.sqrt(n * 0.75)));
  const area = sorted.reduce((sum, [, members]) => sum + (columnsOf(members.length) * 130 + 80) * (Math.ceil(members.length / columnsOf(members.length)) * 92 + 90), 0);
  const limit = Math.max(Math.sqrt(area * 1.5), ...sorted.map(([, members]) => columnsOf(members.length) * 130));
  let [x, y, row] = [0, 0, 0];
  return sorted.map(([key, members]) => {
    const columns = columnsOf(members.length);
    const width = columns * 130;
    const height = Math.ceil(members.length / columns) * 92;
    if (x > 0 && x + width > limit) [x, y, row] = [0, y + row + 90, 0];
    const ranked = [...members].sort((a, b) => data.things[b].edges.length - data.things[a].edges.length || a - b);
    const places = new Map(ranked.map((i, k) => [i, { x: x + (k % columns) * 130 + 65, y: y + Math.floor(k / columns) * 92 + 40 }]));
    x += width + 80;
    row = Math.max(row, height);
    return { key, places };
  });
}
