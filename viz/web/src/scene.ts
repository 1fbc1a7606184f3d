/** What is drawn and what stands out: the view's choice of things, and the focus on a thing, a gap, a path or a selection. */

import type { Dataset, Finding, Suggestion } from "./data";
import { placesOf, type Place } from "./layouts";
import { findPath, type Step } from "./path";
import { relationTest, shown, type Shown } from "./visible";
import type { View } from "./state";

/** Rules whose finding says that its things should be joined with each other. */
const SHOULD_JOIN = new Set(["sites_unlinked", "pairing_without_members"]);
const MOST_TOLD = 24;
const FEW = 120;
const RANK = { low: 0, medium: 1, high: 2 };

export interface Scene extends Shown {
  places: Map<number, Place>;
  /** What stands out, its middle without the ends of suggested links, and which of its relations carry their word on the map. */
  focus: { things: Set<number>; core: Set<number>; relations: Set<number>; told: Set<number> } | null;
  /** Highest severity of the open gaps of each drawn thing. */
  severity: Map<number, Finding["severity"]>;
  breaks: { id: string; gap: string; from: number; to: number }[];
  suggestions: number[];
  path: Step[] | null;
  /** Gaps all of whose several things are drawn. */
  halos: Finding[];
}

/** Tell whether a gap still asks for something. */
export const isOpen = (finding: Finding): boolean => finding.status !== "wrong" && finding.status !== "closed";

/** Make the scene of a view. */
export function makeScene(data: Dataset, view: View, findings: Finding[]): Scene {
  const passes = relationTest(data, view);
  const [a, b] = [view.path && data.at.get(view.path.a), view.path?.b && data.at.get(view.path.b)];
  const path = typeof a === "number" && typeof b === "number" ? findPath(data, a, b, passes, view.path!.suggested) : null;
  const base = shown(data, view, path?.flatMap((s) => [s.from, s.to]) ?? []);
  const drawn = new Set(base.things);
  const severity = new Map<number, Finding["severity"]>();
  const breaks: Scene["breaks"] = [];
  const halos: Finding[] = [];
  const missing = (one: number, two: number) => data.things[one].edges.some((e) => data.relations[e].status === "missing" && (data.relations[e].source === two || data.relations[e].target === two));
  for (const finding of findings) {
    if (!isOpen(finding) && finding.id !== view.gap) continue;
    const here = finding.nodes.map((n) => data.at.get(n.id)).filter((i): i is number => i !== undefined && drawn.has(i));
    for (const i of here) if (!severity.has(i) || RANK[severity.get(i)!] < RANK[finding.severity]) severity.set(i, finding.severity);
    if (here.length > 1 && here.length <= 12) halos.push(finding);
    if (here.length > 1 && (SHOULD_JOIN.has(finding.rule) || finding.id === view.gap) && here.length <= 12)
      here.forEach((from, k) => {
        const to = here[(k + 1) % here.length];
        if ((k + 1 < here.length || here.length > 2) && !missing(from, to)) breaks.push({ id: `g${finding.id}-${k}`, gap: finding.id, from, to });
      });
  }
  const broken = new Set(breaks.flatMap((b) => [`${b.from} ${b.to}`, `${b.to} ${b.from}`]));
  const focus = focusOf(data, view, base, path);
  // On a large map amber lines across all of it would hide the facts: there they come with what they speak of.
  const suggestions = data.suggestions.flatMap((s, k) => {
    const here = drawn.has(s.source) && drawn.has(s.target) && !missing(s.source, s.target) && !broken.has(`${s.source} ${s.target}`);
    const told = focus ? focus.things.has(s.source) && focus.things.has(s.target) : base.things.length <= FEW;
    return here && told ? [k] : [];
  });
  return { ...base, places: placesOf(data, view, base.things, base.relations), severity, breaks, halos, suggestions, path, focus };
}

const withSuggested = (data: Dataset, things: Set<number>, wanted: (s: Suggestion) => boolean): Set<number> =>
  new Set([...things, ...data.suggestions.filter(wanted).flatMap((s) => [s.source, s.target])]);

function focusOf(data: Dataset, view: View, base: Shown, path: Step[] | null): Scene["focus"] {
  const relations = new Set<number>();
  const things = new Set<number>();
  if (path) {
    for (const step of path) {
      things.add(step.from).add(step.to);
      if (step.relation !== null) relations.add(step.relation);
    }
    return { things, core: things, relations, told: relations };
  }
  if (view.path) return { things: things.add(data.at.get(view.path.a)!), core: things, relations, told: relations };
  const gap = data.findings.find((f) => f.id === view.gap);
  const node = view.node ? data.at.get(view.node) : undefined;
  if (gap) {
    for (const n of gap.nodes) if (data.at.has(n.id)) things.add(data.at.get(n.id)!);
    if (things.size === 0) return null;
    const core = new Set(things);
    const told = new Set<number>();
    for (const i of base.relations) {
      const r = data.relations[i];
      if (!core.has(r.source) && !core.has(r.target)) continue;
      relations.add(i);
      things.add(r.source).add(r.target);
      if (core.size === 1) told.add(i);
    }
    return { things: withSuggested(data, things, (s) => s.closes.includes(gap.id)), core: things, relations, told };
  }
  if (node !== undefined) {
    things.add(node);
    for (const i of base.relations) {
      const r = data.relations[i];
      if (r.source !== node && r.target !== node) continue;
      relations.add(i);
      things.add(r.source).add(r.target);
    }
    return { things: withSuggested(data, things, (s) => s.source === node || s.target === node), core: things, relations, told: relations.size <= MOST_TOLD ? relations : new Set() };
  }
  if (view.many.length) {
    for (const id of view.many) things.add(data.at.get(id)!);
    for (const i of base.relations) if (things.has(data.relations[i].source) && things.has(data.relations[i].target)) relations.add(i);
    return { things, core: things, relations, told: new Set() };
  }
  return null;
}
