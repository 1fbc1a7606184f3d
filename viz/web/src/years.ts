/** What belongs to which year, and what differs between two documents or years. Pure. */

import type { Dataset } from "./data";

export interface Year {
  year: number;
  things: number;
  relations: number;
}

/** Count what each year shows, from the first to the last year without holes. */
export function countYears(data: Dataset, things: number[]): Year[] {
  const years = new Map<number, Year>();
  const at = (year: number) => years.get(year) ?? years.set(year, { year, things: 0, relations: 0 }).get(year)!;
  const chosen = new Set(things);
  for (const i of things) for (const y of data.things[i].years) at(y).things++;
  for (const r of data.relations) if (chosen.has(r.source) && chosen.has(r.target)) for (const y of r.years) at(y).relations++;
  if (!years.size) return [];
  const [first, last] = [Math.min(...years.keys()), Math.max(...years.keys())];
  if (last - first > 150) return [...years.values()].sort((a, b) => a.year - b.year);
  return Array.from({ length: last - first + 1 }, (_, k) => years.get(first + k) ?? { year: first + k, things: 0, relations: 0 });
}

/** A side of a comparison: `d:<document id>` or `y:<year>`. Returns the things that it names. */
export function sideOf(data: Dataset, side: string): Set<number> {
  const value = side.slice(2);
  if (side.startsWith("y:")) return new Set(data.things.filter((t) => documentYears(data, t.index).has(Number(value))).map((t) => t.index));
  const doc = data.docAt.get(value);
  return new Set(data.things.filter((t) => t.mentions.some((m) => m.doc === doc)).map((t) => t.index));
}

function documentYears(data: Dataset, index: number): Set<number> {
  const years = data.things[index].mentions.map((m) => data.documents[m.doc]?.year).filter((y): y is number => Boolean(y));
  return new Set(years.length ? years : data.things[index].years);
}

/** Part the things of two sides into left only, both, right only; within each by label, then by number. */
export function compare(data: Dataset, left: string, right: string): { left: number[]; both: number[]; right: number[] } {
  const [a, b] = [sideOf(data, left), sideOf(data, right)];
  const order = Object.keys(data.legend.labels);
  const sorted = (list: number[]) => list.sort((x, y) => order.indexOf(data.things[x].label) - order.indexOf(data.things[y].label) || x - y);
  return { left: sorted([...a].filter((i) => !b.has(i))), both: sorted([...a].filter((i) => b.has(i))), right: sorted([...b].filter((i) => !a.has(i))) };
}
