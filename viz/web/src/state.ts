/** What the reader sees, as one plain value: every step can be undone, kept and sent as an address. */

import { computed, signal } from "@preact/signals";
import type { Dataset } from "./data";

export const PANE_NAMES = ["map", "table", "matrix", "time", "compare", "text", "ask"] as const;
export type Pane = (typeof PANE_NAMES)[number];

export interface View {
  off: string[];
  relOff: string[];
  lineOff: string[];
  docs: string[];
  place: string;
  from: number | null;
  to: number | null;
  conf: number;
  only: string[] | null;
  hide: string[];
  more: string[];
  open: string[];
  pins: Record<string, [number, number]>;
  node: string | null;
  many: string[];
  gap: string | null;
  gaps: boolean;
  path: { a: string; b: string | null; suggested: boolean } | null;
  group: "" | "place" | "label";
  pane: Pane;
  reading: { doc: string; start: number } | null;
  rows: string;
  columns: string;
  left: string;
  right: string;
}

export const EMPTY: View = {
  off: [], relOff: [], lineOff: [], docs: [], place: "", from: null, to: null, conf: 0, only: null, hide: [], more: [], open: [],
  pins: {}, node: null, many: [], gap: null, gaps: true, path: null, group: "", pane: "map", reading: null,
  rows: "Organisation", columns: "Brand", left: "", right: "",
};

const KEYS = Object.keys(EMPTY) as (keyof View)[];
const LONGEST_HISTORY = 200;

/** Write a view as the part of an address after `#`: only what differs from the start. */
export function toHash(view: View, start: View = EMPTY): string {
  const parts = new URLSearchParams();
  for (const key of KEYS) {
    const value = JSON.stringify(view[key]);
    if (value !== JSON.stringify(start[key])) parts.set(key, value);
  }
  return parts.toString();
}

function alike(value: unknown, model: unknown, key: keyof View): boolean {
  if (key === "from" || key === "to") return value === null || typeof value === "number";
  if (key === "only") return value === null || isTexts(value);
  if (key === "node" || key === "gap") return value === null || typeof value === "string";
  if (key === "path") return value === null || (typeof value === "object" && typeof (value as any).a === "string");
  if (key === "reading") return value === null || (typeof value === "object" && typeof (value as any).doc === "string");
  if (key === "pins") return isPins(value);
  if (key === "pane") return PANE_NAMES.includes(value as Pane);
  if (key === "group") return value === "" || value === "place" || value === "label";
  return Array.isArray(model) ? isTexts(value) : typeof value === typeof model;
}

const isTexts = (value: unknown): boolean => Array.isArray(value) && value.every((v) => typeof v === "string");

const isPins = (value: unknown): boolean =>
  typeof value === "object" && value !== null && !Array.isArray(value) &&
  Object.values(value).every((v) => Array.isArray(v) && v.length === 2 && v.every((n) => typeof n === "number" && isFinite(n)));

/** Read a view from an address. What is not understood is left at the start's value: an address is never trusted. */
export function fromHash(hash: string, start: View = EMPTY): View {
  const view: View = { ...start };
  const parts = new URLSearchParams(hash.replace(/^#/, ""));
  for (const key of KEYS) {
    const text = parts.get(key);
    if (text === null) continue;
    try {
      const value: unknown = JSON.parse(text);
      if (alike(value, EMPTY[key], key)) (view as any)[key] = value;
    } catch {
      // A cut or hand-written address: the rest of it still counts.
    }
  }
  return view;
}

/** A range of years the right way round. */
export const ordered = ({ from, to }: { from: number | null; to: number | null }): { from: number | null; to: number | null } =>
  from !== null && to !== null && from > to ? { from: to, to: from } : { from, to };

/** Drop from a view what this graph does not have. Returns the view and whether something was missing. */
export function fitted(view: View, data: Dataset): { view: View; lost: boolean } {
  const known = (id: string) => data.at.has(id);
  const findings = new Set(data.findings.map((f) => f.id));
  const fit: View = {
    ...view,
    ...ordered(view),
    node: view.node && known(view.node) ? view.node : null,
    gap: view.gap && findings.has(view.gap) ? view.gap : null,
    only: view.only?.filter(known) ?? null,
    many: view.many.filter(known),
    path: view.path && known(view.path.a) && (!view.path.b || known(view.path.b)) ? view.path : null,
    rows: Object.keys(data.legend.labels).includes(view.rows) ? view.rows : EMPTY.rows,
    columns: Object.keys(data.legend.labels).includes(view.columns) ? view.columns : EMPTY.columns,
    docs: view.docs.filter((d) => data.docAt.has(d)),
    place: data.things.some((thing) => (thing.place ?? "").startsWith(view.place)) ? view.place : "",
    reading: view.reading && data.docAt.has(view.reading.doc) ? view.reading : null,
  };
  if (fit.only && !fit.only.length && view.only?.length) fit.only = null;
  return { view: fit, lost: fit.node !== view.node || fit.gap !== view.gap || fit.path !== view.path || fit.place !== view.place || fit.docs.length < view.docs.length };
}

export const start = signal<View>(EMPTY);
export const view = signal<View>(EMPTY);
const past = signal<View[]>([]);
const future = signal<View[]>([]);

export const canUndo = computed(() => past.value.length > 0);
export const canRedo = computed(() => future.value.length > 0);

/** Change the view as one step that can be undone. */
export function change(patch: Partial<View>): void {
  past.value = [...past.value.slice(-LONGEST_HISTORY), view.value];
  future.value = [];
  view.value = { ...view.value, ...patch };
}

/** Take the last step back. */
export function undo(): void {
  const last = past.value.at(-1);
  if (!last) return;
  future.value = [...future.value, view.value];
  past.value = past.value.slice(0, -1);
  view.value = last;
}

/** Do again what was taken back. */
export function redo(): void {
  const next = future.value.at(-1);
  if (!next) return;
  past.value = [...past.value, view.value];
  future.value = future.value.slice(0, -1);
  view.value = next;
}

/** Begin with a view, without history. */
export function reset(first: View, base: View): void {
  start.value = base;
  view.value = first;
  past.value = [];
  future.value = [];
}

/** Add to a list, or take away from it. */
export const toggled = (list: string[], item: string): string[] =>
  list.includes(item) ? list.filter((i) => i !== item) : [...list, item];
