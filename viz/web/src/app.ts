/** The running page: its data, its scene, and everything a reader can do, each as one step of the view. */

import { computed, signal } from "@preact/signals";
import type { Chart } from "./chart";
import { CLAUSES, decode, type Dataset, type Finding, type Theme } from "./data";
import { arranged, towards } from "./layouts";
import { makeScene, type Scene } from "./scene";
import type { Source } from "./source";
import { change, EMPTY, fitted, fromHash, reset, start, toHash, toggled, view, type View } from "./state";
import { neighbours } from "./visible";
import { language, t } from "./words";

export const data = signal<Dataset | null>(null);
export const chart = signal<Chart | null>(null);
export const failure = signal<string>("");
export const toast = signal<string>("");
export const announced = signal<string>("");
export const statuses = signal<Record<string, string>>({});
/** Thing whose relation was clicked, so that the panel shows the proof first. */
export const litRelation = signal<number | null>(null);
/** Whether the left panel is folded away, where the screen has no room for it beside the map. */
export const folded = signal(true);
export const presenting = signal<number | null>(null);
export let source: Source;

const STEP = 20;
const MANY = 120;

/** The gaps in the reader's language, with the reader's decisions. */
export const findings = computed<Finding[]>(() => (data.value?.findings ?? []).map((f) => ({ ...f, ...f.said?.[language.value], status: statuses.value[f.id] ?? f.status })));

const NONE: Scene = {
  things: [], relations: [], closed: [], bundles: [], trayCount: 0, passing: [], facts: 0, focus: null, places: new Map(), severity: new Map(), breaks: [], suggestions: [], path: null, halos: [],
};
export const scene = computed<Scene>(() => (data.value ? makeScene(data.value, view.value, findings.value) : NONE));

/** What the view shows, in words: one document, one place, or the whole. */
export const heading = computed<string>(() => {
  const d = data.value!;
  const { docs, place } = view.value;
  const doc = docs.length === 1 ? d.documents[d.docAt.get(docs[0])!] : undefined;
  return doc ? doc.title || doc.file : place || d.title || t("allDocuments");
});

const key = (what: string): string => `liantu:${what}:${data.value?.snapshot ?? ""}`;

/** Read what the browser keeps; a browser that keeps nothing is no fault. */
export function recall<T>(what: string, otherwise: T): T {
  try {
    const text = localStorage.getItem(what.startsWith("liantu:") ? what : key(what));
    return text ? (JSON.parse(text) as T) : otherwise;
  } catch {
    return otherwise;
  }
}

/** Keep something in the browser under the snapshot's name. */
export function keep(what: string, value: unknown): boolean {
  try {
    localStorage.setItem(what.startsWith("liantu:") ? what : key(what), JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

/** Say something for a moment, and to screen readers. */
export function say(text: string): void {
  toast.value = text;
  announced.value = text;
  setTimeout(() => toast.value === text && (toast.value = ""), 4000);
}

/** The view a graph begins with: where there is much to see, without figures and tasks. */
export function firstView(d: Dataset): View {
  const clauses = d.things.filter((thing) => CLAUSES.includes(thing.label)).length;
  const crowded = d.things.length > MANY / 2 && clauses > 0 && clauses < d.things.length;
  return { ...EMPTY, off: crowded ? CLAUSES.filter((label) => d.things.some((thing) => thing.label === label)) : [] };
}

/** Give the theme's colours and fonts to the style sheet. */
function dress({ surfaces, severities, fonts }: Theme): void {
  const root = document.documentElement.style;
  for (const [name, value] of Object.entries(surfaces)) root.setProperty(`--${name}`, value);
  for (const [name, tone] of Object.entries(severities)) for (const [part, value] of Object.entries(tone)) root.setProperty(`--${name}-${part}`, value);
  for (const [name, families] of Object.entries(fonts)) root.setProperty(`--${name}`, families.map((f) => (f.includes(" ") ? `"${f}"` : f)).join(", "));
}

/** On a narrow screen the left panel lies over the map, and only when asked for. */
export function fold(away: boolean): void {
  folded.value = away;
  requestAnimationFrame(() => document.querySelector<HTMLElement>(away ? ".drawer" : ".left .leave")?.focus());
}

let before: HTMLElement | null = null;

/** Begin the presentation at a saved view, or end it; whoever had the focus before has it again. */
export function present(at: number | null): void {
  if (at !== null && presenting.value === null) before = document.activeElement instanceof HTMLElement && document.activeElement !== document.body ? document.activeElement : null;
  presenting.value = at;
  requestAnimationFrame(() => (at === null && before?.isConnected ? before : document.getElementById("map"))?.focus());
}

/** Load the graph and the view that the address asks for. */
export async function begin(from: Source): Promise<void> {
  source = from;
  try {
    const loaded = decode(await source.payload());
    language.value = recall<"zh" | "en">("liantu:language", loaded.language);
    document.documentElement.lang = language.value === "zh" ? "zh-CN" : "en";
    dress(loaded.theme);
    const base = firstView(loaded);
    const asked = fitted(fromHash(location.hash, base), loaded);
    data.value = loaded;
    statuses.value = source.served ? {} : Object.fromEntries(Object.entries(recall<Record<string, { value: string }>>("decisions", {})).map(([id, d]) => [id, d.value]));
    reset(asked.view, base);
    if (asked.lost) say(t("gone"));
    failure.value = "";
  } catch (error) {
    failure.value = error instanceof Error ? error.message : String(error);
  }
}

/** Switch between Chinese and English. */
export function switchLanguage(): void {
  language.value = language.value === "zh" ? "en" : "zh";
  document.documentElement.lang = language.value === "zh" ? "zh-CN" : "en";
  keep("liantu:language", language.value);
}

const idOf = (index: number): string => data.value!.things[index].id;

/** Choose a thing, or nothing. While a path waits for its other end, the choice becomes that end. */
export function pick(index: number | null, additive = false): void {
  const v = view.value;
  litRelation.value = null;
  if (index === null) {
    if (v.node || v.gap || v.many.length || v.path) change({ node: null, gap: null, many: [], path: null });
    return;
  }
  const id = idOf(index);
  if (additive) return change({ many: toggled(v.many.length ? v.many : v.node ? [v.node] : [], id), node: null, gap: null, path: null });
  if (v.path && !v.path.b && v.path.a !== id) return change({ path: { ...v.path, b: id }, node: null });
  change({ node: id, gap: null, many: [], path: null });
  const thing = data.value!.things[index];
  announced.value = `${thing.name}，${t("summary", { label: data.value!.legend.labels[thing.label][language.value], n: thing.edges.length })}`;
}

/** Add things to the selection. */
export function choose(indexes: number[]): void {
  if (indexes.length) change({ many: [...new Set([...view.value.many, ...indexes.map(idOf)])], node: null, gap: null, path: null });
}

/** Choose a thing and bring it into sight, from a list, a search or a text. */
export function goTo(index: number, pane: View["pane"] = view.value.pane): void {
  const v = view.value;
  const thing = data.value!.things[index];
  const hidden = !scene.value.things.includes(index);
  if (v.path && !v.path.b) return pick(index);
  change({ node: thing.id, gap: null, many: [], path: null, pane, more: hidden ? [...v.more, thing.id] : v.more });
  requestAnimationFrame(() => chart.value?.reveal(index));
}

export function pickRelation(index: number): void {
  const r = data.value!.relations[index];
  const node = view.value.node;
  if (node !== idOf(r.source) && node !== idOf(r.target)) pick(r.source);
  litRelation.value = index;
}

/** Choose a gap: the map goes there. */
export function pickGap(id: string): void {
  const d = data.value!;
  const finding = findings.value.find((f) => f.id === id)!;
  const helping = d.suggestions.filter((s) => s.closes.includes(id)).flatMap((s) => [s.source, s.target]);
  const indexes = finding.nodes.flatMap((n) => (d.at.has(n.id) ? [d.at.get(n.id)!] : []));
  const visible = new Set(scene.value.things);
  const missing = [...new Set([...indexes, ...helping])].filter((i) => !visible.has(i)).map(idOf);
  change({ gap: id, node: null, many: [], path: null, gaps: true, more: missing.length ? [...view.value.more, ...missing] : view.value.more });
  announced.value = finding.message;
  requestAnimationFrame(() => chart.value?.look(indexes));
}

/** Open a community, or the tray of things without relation, and go there. */
export function openRegion(region: number | "tray"): void {
  const d = data.value!;
  change({ open: [...view.value.open, region === "tray" ? "tray" : d.regions[region].id] });
  requestAnimationFrame(() => chart.value?.look(region === "tray" ? d.tray : d.regions[region].members));
}

/** Neighbours of a thing that are not shown. */
export function unshown(index: number): number[] {
  const visible = new Set(scene.value.things);
  return neighbours(data.value!, index).filter((i) => !visible.has(i));
}

/** Show up to twenty more neighbours. */
export function expand(index: number): void {
  const next = unshown(index).slice(0, STEP).map(idOf);
  if (!next.length) return;
  const v = view.value;
  change({ more: [...v.more, ...next], hide: v.hide.filter((id) => !next.includes(id)), only: v.only && [...v.only, ...next] });
}

/** Hide the neighbours that hang on this thing alone. */
export function collapse(index: number): void {
  const d = data.value!;
  const visible = new Set(scene.value.things);
  const leaves = neighbours(d, index).filter((i) => visible.has(i) && neighbours(d, i).every((j) => j === index || !visible.has(j)));
  hideThings(leaves);
}

export function hideThings(indexes: number[]): void {
  if (!indexes.length) return;
  const gone = new Set(indexes.map(idOf));
  const v = view.value;
  change({
    hide: [...v.hide, ...[...gone].filter((id) => !v.hide.includes(id))], more: v.more.filter((id) => !gone.has(id)), many: v.many.filter((id) => !gone.has(id)),
    node: v.node && gone.has(v.node) ? null : v.node,
  });
}

/** Show only these things. */
export function keepOnly(indexes: number[]): void {
  change({ only: indexes.map(idOf), hide: [], more: indexes.map(idOf), many: [], gap: null, path: null });
  requestAnimationFrame(() => chart.value?.fit());
}

export function showAll(): void {
  change({ only: null, hide: [], more: [], pins: {}, open: [] });
  requestAnimationFrame(() => chart.value?.fit());
}

export function startPath(index: number): void {
  change({ path: { a: idOf(index), b: null, suggested: false }, node: null, gap: null, many: [] });
  say(t("pickSecond"));
}

/** Walk from the chosen thing along a relation, in a direction. */
export function walk(dx: number, dy: number): void {
  const d = data.value!;
  const s = scene.value;
  const at = view.value.node ? d.at.get(view.value.node)! : undefined;
  if (at === undefined) return pick(s.things.length ? s.things.reduce((best, i) => (d.things[i].edges.length > d.things[best].edges.length ? i : best)) : null);
  const visible = new Set(s.things);
  const near = neighbours(d, at).filter((i) => visible.has(i)).map((index) => ({ index, place: s.places.get(index)! }));
  const next = towards(s.places.get(at)!, near, dx, dy);
  if (next === null) return;
  pick(next);
  chart.value?.reveal(next);
}

export function togglePin(index: number): void {
  const thing = data.value!.things[index];
  const pins = { ...view.value.pins };
  if (pins[thing.id]) delete pins[thing.id];
  else {
    const { x, y } = scene.value.places.get(index)!;
    pins[thing.id] = [x, y];
  }
  change({ pins });
}

/** Place what is shown anew, to fill the screen. */
export function rearrange(): void {
  const d = data.value!;
  const { things, relations } = scene.value;
  const pins = Object.fromEntries([...arranged(d, things, relations)].map(([i, { x, y }]) => [d.things[i].id, [x, y] as [number, number]]));
  change({ pins: { ...view.value.pins, ...pins } });
  requestAnimationFrame(() => chart.value?.fit());
}

/** Keep a decision on a gap: in the workspace where the program serves the page, else in the browser. */
export async function decide(finding: Finding, value: string, note: string, by: string): Promise<void> {
  const decision = { finding: finding.id, rule: finding.rule, nodes: finding.nodes, value, note, by };
  try {
    await source.decide(decision);
    Object.assign(data.value!.findings.find((f) => f.id === finding.id)!, { note, by });
    statuses.value = { ...statuses.value, [finding.id]: value };
    if (!source.served) keep("decisions", { ...recall("decisions", {}), [finding.id]: { ...decision, at: new Date().toISOString() } });
    say(t(source.served ? "saved" : "savedHere"));
  } catch (error) {
    say(t("notSaved", { why: error instanceof Error ? error.message : String(error) }));
  }
}

/** Hand a file to the reader. */
export function download(name: string, content: Blob | string, type = "application/json"): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type: `${type};charset=utf-8` }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

export async function copy(text: string, done: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    say(done);
  } catch {
    const box = document.createElement("textarea");
    box.value = text;
    document.body.append(box);
    box.select();
    const worked = document.execCommand("copy");
    box.remove();
    say(worked ? done : t("copyFailed"));
  }
}

/** Keep the address in step with the view. */
export function writeAddress(): void {
  const hash = toHash(view.value, start.value);
  if (hash !== location.hash.slice(1)) history.replaceState(null, "", hash ? `#${hash}` : location.pathname + location.search);
}
