/** Which things and relations a view shows. Pure: the same view of the same data always gives the same answer. */

import { other, type Dataset, type Relation, type Thing } from "./data";
import type { View } from "./state";

/** More than this is not drawn one by one: the map shows communities that open. */
export const MOST_DRAWN = 2000;

export interface Shown {
  things: number[];
  relations: number[];
  /** Closed communities, with how many of their members pass the filter. */
  closed: { region: number; count: number }[];
  /** Lines between what is drawn and closed communities: ends as `r<region>` or `n<thing>`, with the number of relations. */
  bundles: { from: string; to: string; count: number }[];
  /** Things without relation that are not drawn because there are too many. */
  trayCount: number;
  /** Everything that passes the filter, drawn or not. */
  passing: number[];
  /** Number of relations between what passes, drawn or not. */
  facts: number;
}

const within = (years: number[], from: number | null, to: number | null): boolean =>
  (from === null && to === null) || years.some((y) => (from === null || y >= from) && (to === null || y <= to));

/** Make the test that a relation must pass. */
export function relationTest(data: Dataset, view: View): (r: Relation) => boolean {
  const types = new Set(view.relOff);
  const lines = new Set(view.lineOff);
  const docs = new Set(view.docs.map((d) => data.docAt.get(d)));
  return (r) =>
    !types.has(r.type) &&
    !lines.has(r.status === "done" ? "fact" : r.status) &&
    r.confidence >= view.conf &&
    within(r.years, view.from, view.to) &&
    (docs.size === 0 || r.evidence.some((e) => docs.has(e.doc)));
}

/** Make the test that a thing must pass. */
export function thingTest(data: Dataset, view: View): (t: Thing) => boolean {
  const off = new Set(view.off);
  const only = view.only && new Set(view.only);
  const hide = new Set(view.hide);
  const more = new Set(view.more);
  const docs = new Set(view.docs.map((d) => data.docAt.get(d)));
  return (t) =>
    more.has(t.id) ||
    (!off.has(t.label) &&
      (!only || only.has(t.id)) &&
      !hide.has(t.id) &&
      (!view.place || (t.place ?? "").startsWith(view.place)) &&
      within(t.years, view.from, view.to) &&
      (docs.size === 0 || t.mentions.some((m) => docs.has(m.doc)) || (t.mentions.length === 0 && t.edges.some((e) => data.relations[e].evidence.some((p) => docs.has(p.doc))))));
}

/** Things that a view names: always drawn. */
export function named(data: Dataset, view: View): Set<number> {
  const gap = data.findings.find((f) => f.id === view.gap);
  const ids = [view.node, ...view.many, ...view.more, view.path?.a, view.path?.b, ...(gap?.nodes.map((n) => n.id) ?? [])];
  return new Set(ids.flatMap((id) => (id && data.at.has(id) ? [data.at.get(id)!] : [])));
}

/** Choose what is drawn. */
export function shown(data: Dataset, view: View, extra: Iterable<number> = []): Shown {
  const test = thingTest(data, view);
  const keep = named(data, view);
  for (const i of extra) keep.add(i);
  const passing = data.things.filter((t) => test(t) || keep.has(t.index)).map((t) => t.index);
  const folds = passing.length > MOST_DRAWN && data.regions.length > 0;
  const open = new Set(view.open);
  const drawn = new Uint8Array(data.things.length);
  const counts = new Map<number, number>();
  let trayCount = 0;
  for (const i of passing) {
    const home = data.home[i];
    if (!folds || keep.has(i) || (home >= 0 && open.has(data.regions[home].id))) drawn[i] = 1;
    else if (home < 0 && data.things[i].edges.length > 0) drawn[i] = 1;
    else if (home < 0 && open.has("tray")) drawn[i] = 1;
    else if (home < 0) trayCount++;
    else counts.set(home, (counts.get(home) ?? 0) + 1);
  }
  const things = passing.filter((i) => drawn[i]);
  const ok = relationTest(data, view);
  const relations: number[] = [];
  const bundles = new Map<string, number>();
  let facts = 0;
  const pass = new Uint8Array(data.things.length);
  for (const i of passing) pass[i] = 1;
  for (const r of data.relations) {
    if (!pass[r.source] || !pass[r.target] || !ok(r)) continue;
    facts++;
    if (drawn[r.source] && drawn[r.target]) relations.push(r.index);
    else if (folds) bundle(data, drawn, r, bundles);
  }
  return {
    things, relations, passing, facts, trayCount,
    closed: [...counts].map(([region, count]) => ({ region, count })).sort((a, b) => a.region - b.region),
    bundles: [...bundles].map(([key, count]) => ({ from: key.split(" ")[0], to: key.split(" ")[1], count }))
      .sort((a, b) => b.count - a.count || (a.from + a.to < b.from + b.to ? -1 : 1)).slice(0, 1500),
  };
}

function bundle(data: Dataset, drawn: Uint8Array, r: Relation, bundles: Map<string, number>): void {
  const end = (i: number) => (drawn[i] ? `n${i}` : data.home[i] >= 0 ? `r${data.home[i]}` : null);
  const [a, b] = [end(r.source), end(r.target)];
  if (!a || !b || a === b) return;
  const key = a < b ? `${a} ${b}` : `${b} ${a}`;
  bundles.set(key, (bundles.get(key) ?? 0) + 1);
}

/** Neighbours of a thing, the best linked first. */
export function neighbours(data: Dataset, index: number): number[] {
  const found = new Set(data.things[index].edges.map((e) => other(data.relations[e], index)));
  return [...found].sort((a, b) => data.things[b].edges.length - data.things[a].edges.length || a - b);
}

/** Count the things of each label, as all other filters leave them. */
export function labelCounts(data: Dataset, view: View): Map<string, number> {
  const test = thingTest(data, { ...view, off: [] });
  const counts = new Map<string, number>();
  for (const t of data.things) if (test(t)) counts.set(t.label, (counts.get(t.label) ?? 0) + 1);
  return counts;
}
