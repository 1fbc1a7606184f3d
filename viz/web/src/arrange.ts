/**
 * Places for a small part of the graph, so that it fills the screen and can be read: the method of viz/layout.py, for what only the
 * reader's choice makes. Stress majorisation, labels pushed apart, parts packed, things without relation in a tray below.
 */

import type { Place } from "./layouts";

export interface Room {
  wide: number;
  high: number;
  /** The node's centre lies so far below the upper edge. */
  above: number;
}

const SPACING = 66;
const WIDER = 1.3;
const ASPECT = 1.15;
const GAP = 40;
const ROUNDS = 140;
const PUSHES = 600;

interface Part {
  members: number[];
  places: Place[];
  wide: number;
  high: number;
}

/** Place rooms that are joined by edges, each a pair of positions in the list. The same input gives the same places. */
export function arrange(rooms: Room[], edges: [number, number][]): Place[] {
  const near: number[][] = rooms.map(() => []);
  for (const [a, b] of edges) {
    if (a === b || near[a].includes(b)) continue;
    near[a].push(b);
    near[b].push(a);
  }
  const parts = components(near).filter((members) => members.length > 1).map((members) => placePart(members, near, rooms));
  parts.sort((a, b) => b.members.length - a.members.length || a.members[0] - b.members[0]);
  const tray = rooms.flatMap((_, i) => (near[i].length ? [] : [i]));
  return best(parts, tray, rooms);
}

function components(near: number[][]): number[][] {
  const seen = new Set<number>();
  return near.flatMap((_, first) => {
    if (seen.has(first)) return [];
    const members = [first];
    seen.add(first);
    for (let k = 0; k < members.length; k++)
      for (const next of near[members[k]]) if (!seen.has(next)) (seen.add(next), members.push(next));
    return [members.sort((a, b) => a - b)];
  });
}

function distances(members: number[], near: number[][]): number[][] {
  const at = new Map(members.map((i, k) => [i, k]));
  return members.map((from) => {
    const steps = new Array<number>(members.length).fill(Infinity);
    const queue = [from];
    steps[at.get(from)!] = 0;
    for (let k = 0; k < queue.length; k++)
      for (const next of near[queue[k]]) {
        const j = at.get(next)!;
        if (steps[j] === Infinity) (steps[j] = steps[at.get(queue[k])!] + 1), queue.push(next);
      }
    return steps;
  });
}

function placePart(members: number[], near: number[][], rooms: Room[]): Part {
  const own = members.map((i) => rooms[i]);
  const points = flat(stress(distances(members, near)));
  const centres = points.map(({ x, y }, k) => ({ x: x * WIDER, y: y + own[k].high / 2 - own[k].above }));
  apart(centres, own);
  const left = Math.min(...centres.map((p, k) => p.x - own[k].wide / 2));
  const top = Math.min(...centres.map((p, k) => p.y - own[k].high / 2));
  const wide = Math.max(...centres.map((p, k) => p.x + own[k].wide / 2)) - left;
  const high = Math.max(...centres.map((p, k) => p.y + own[k].high / 2)) - top;
  return { members, wide, high, places: centres.map((p, k) => ({ x: p.x - left, y: p.y - top - own[k].high / 2 + own[k].above })) };
}

/** Damped Jacobi steps of stress majorisation (Gansner, Koren, North 2004). */
function stress(steps: number[][]): Place[] {
  const count = steps.length;
  const longest = Math.max(...steps.flat());
  const far = (i: number): number => steps[i].indexOf(Math.max(...steps[i]));
  const first = far(0);
  const second = far(first);
  const third = steps[first].map((d, i) => Math.min(d, steps[second][i])).reduce((best, d, i, all) => (d > all[best] ? i : best), 0);
  const [x, y] = [new Float64Array(count), new Float64Array(count)];
  steps.forEach((own, i) => {
    const [turn, out] = [i * 2.399963229728653, Math.sqrt(i + 1) * (longest / count / 4)];
    x[i] = (steps[first][i] - steps[second][i] + out * Math.cos(turn)) * SPACING;
    y[i] = (own[third] - (steps[first][i] + steps[second][i]) / 2 + out * Math.sin(turn)) * SPACING;
  });
  const wanted = Float64Array.from(steps.flat(), (d) => d * SPACING);
  for (let round = count > 150 ? ROUNDS / 2 : ROUNDS; round > 0; round--) {
    const [oldX, oldY] = [x.slice(), y.slice()];
    for (let i = 0; i < count; i++) {
      let [sumX, sumY, total] = [0, 0, 0];
      for (let j = 0; j < count; j++) {
        if (i === j) continue;
        const length = wanted[i * count + j];
        const [dx, dy] = [oldX[i] - oldX[j], oldY[i] - oldY[j]];
        const pull = length / Math.max(Math.sqrt(dx * dx + dy * dy), 1e-6);
        const weight = 1 / (length * length);
        sumX += weight * (oldX[j] + pull * dx);
        sumY += weight * (oldY[j] + pull * dy);
        total += weight;
      }
      x[i] = 0.3 * oldX[i] + 0.7 * (sumX / total);
      y[i] = 0.3 * oldY[i] + 0.7 * (sumY / total);
    }
  }
  return steps.map((_, i) => ({ x: x[i], y: y[i] }));
}

/** Turn the points so that their long side lies flat. */
function flat(points: Place[]): Place[] {
  const [mx, my] = [points.reduce((s, p) => s + p.x, 0) / points.length, points.reduce((s, p) => s + p.y, 0) / points.length];
  let [xx, yy, xy] = [0, 0, 0];
  for (const p of points) (xx += (p.x - mx) ** 2), (yy += (p.y - my) ** 2), (xy += (p.x - mx) * (p.y - my));
  const angle = 0.5 * Math.atan2(2 * xy, xx - yy);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return points.map((p) => ({ x: (p.x - mx) * cos + (p.y - my) * sin, y: (p.y - my) * cos - (p.x - mx) * sin }));
}

/** Push rooms apart until none overlaps, each pair along the side where it takes least, rather sideways than down. */
function apart(centres: Place[], rooms: Room[]): void {
  const count = centres.length;
  for (let round = 1; round <= PUSHES; round++) {
    const [x, y] = [new Float64Array(count), new Float64Array(count)];
    const [crowdX, crowdY] = [new Uint16Array(count), new Uint16Array(count)];
    let hits = 0;
    for (let i = 0; i < count; i++)
      for (let j = i + 1; j < count; j++) {
        const dx = centres[i].x - centres[j].x;
        const lackX = (rooms[i].wide + rooms[j].wide) / 2 - Math.abs(dx);
        if (lackX <= 0.5) continue;
        const dy = centres[i].y - centres[j].y;
        const lackY = (rooms[i].high + rooms[j].high) / 2 - Math.abs(dy);
        if (lackY <= 0.5) continue;
        hits++;
        const sideways = lackX < lackY * ASPECT;
        const step = ((sideways ? dx : dy) > 0 ? 1 : -1) * ((sideways ? lackX : lackY) + 1) * 0.5;
        const [sum, crowd] = sideways ? [x, crowdX] : [y, crowdY];
        (sum[i] += step), (sum[j] -= step), crowd[i]++, crowd[j]++;
      }
    if (!hits) return;
    // In a row pushes from both sides cancel each other: a little more room for all ends that.
    const stretch = round % 20 ? 1 : 1.08;
    centres.forEach((c, i) => {
      c.x = (c.x + x[i] / Math.sqrt(Math.max(crowdX[i], 1))) * stretch;
      c.y = (c.y + y[i] / Math.sqrt(Math.max(crowdY[i], 1))) * stretch;
    });
  }
}

/** Put parts and tray into rows of the width that makes the whole fit a screen best. */
function best(parts: Part[], tray: number[], rooms: Room[]): Place[] {
  const area = parts.reduce((s, p) => s + (p.wide + GAP) * (p.high + GAP), 0) + tray.reduce((s, i) => s + (rooms[i].wide + 10) * (rooms[i].high + 10), 0);
  const least = Math.max(0, ...parts.map((p) => p.wide));
  let chosen: { places: Place[]; cost: number } = { places: [], cost: Infinity };
  for (const share of [0.85, 0.95, 1.05, 1.15, 1.3, 1.5]) {
    const limit = Math.max(least, Math.sqrt(area * ASPECT) * share);
    const { places, wide, high } = rows(parts, tray, rooms, limit);
    const cost = Math.max(wide / ASPECT, high);
    if (cost < chosen.cost) chosen = { places, cost };
  }
  return chosen.places.map(({ x, y }) => ({ x: Math.round(x), y: Math.round(y) }));
}

function rows(parts: Part[], tray: number[], rooms: Room[], limit: number): { places: Place[]; wide: number; high: number } {
  const places: Place[] = new Array(rooms.length);
  let [x, y, row, wide] = [0, 0, 0, 0];
  const put = (w: number, h: number, gap: number): Place => {
    if (x > 0 && x + w > limit + 1) [x, y, row] = [0, y + row + gap, 0];
    const at = { x, y };
    x += w + gap;
    row = Math.max(row, h);
    wide = Math.max(wide, x - gap);
    return at;
  };
  for (const part of parts) {
    const at = put(part.wide, part.high, GAP);
    part.members.forEach((i, k) => (places[i] = { x: at.x + part.places[k].x, y: at.y + part.places[k].y }));
  }
  if (parts.length) [x, y, row] = [0, y + row + GAP, 0];
  for (const i of tray) {
    const at = put(rooms[i].wide, rooms[i].high, 10);
    places[i] = { x: at.x + rooms[i].wide / 2, y: at.y + rooms[i].above };
  }
  return { places, wide, high: y + row };
}
