/** The graph as the page holds it. `decode` turns the rows of viz/payload.py into objects that know their neighbours. */

export interface Words {
  zh: string;
  en: string;
}

export interface Doc {
  index: number;
  id: string;
  file: string;
  title: string;
  kind: string;
  year: number | null;
  place: string | null;
  issuer: string | null;
  truncated: boolean;
}

export interface Span {
  doc: number;
  start: number;
  end: number;
}

export interface Evidence extends Span {
  quote: string;
  section: string;
  rule: string;
  confidence: number;
  inferred: boolean;
  date: string | null;
}

export interface Thing {
  index: number;
  id: string;
  label: string;
  kind: string | null;
  name: string;
  aliases: string[];
  place: string | null;
  redacted: boolean;
  /** What a search looks through: name, aliases, syllables, initials, in lower case. */
  searched: string;
  lines: string[];
  x: number;
  y: number;
  /** Place on the map without figures and tasks; null where the thing is one. */
  core: [number, number] | null;
  properties: Record<string, string | number | boolean>;
  mentions: Span[];
  edges: number[];
  years: number[];
}

export interface Relation {
  index: number;
  type: string;
  source: number;
  target: number;
  status: string;
  inferred: boolean;
  confidence: number;
  from: string | null;
  to: string | null;
  evidence: Evidence[];
  years: number[];
}

export interface Finding {
  id: string;
  rule: string;
  severity: "high" | "medium" | "low";
  absence: string;
  nodes: { id: string; label: string; name: string }[];
  evidence: { document: string; start: number; end: number; quote: string; section: string; file: string }[];
  documents: string[];
  message: string;
  next_step: string;
  /** Message and next step in each language, where the page carries both. */
  said?: Record<"zh" | "en", { message: string; next_step: string }>;
  status: string;
  /** What was noted with the status, and by whom. */
  note?: string;
  by?: string;
}

export interface Region {
  id: string;
  x: number;
  y: number;
  radius: number;
  members: number[];
}

export interface Answer {
  columns: string[];
  rows: unknown[][];
  truncated: boolean;
}

export interface Question {
  name: string;
  question: Words;
  why?: Words;
  parameters?: { name: string; question?: Words; default?: string | number | null; example?: string | number | null }[];
  /** Headings of the answer's columns. */
  columns?: Record<string, Words>;
  cypher: string;
  table?: Answer;
}

export interface Legend {
  labels: Record<string, Words & { glyph: string; kinds: Record<string, string> }>;
  relations: Record<string, Words & { zh_reverse: string; en_reverse: string; symmetric: boolean }>;
  statuses: Record<string, Words>;
  absences: Record<string, Words>;
  severities: Record<string, Words>;
  gap_rules: Record<string, Words & { severity: string }>;
}

export interface Line extends Words {
  colour: string;
  dash: number[];
  width: number;
}

export interface Theme {
  labels: Record<string, { colour: string; shape: string }>;
  lines: Record<"fact" | "planned" | "missing" | "suggestion" | "gap", Line>;
  severities: Record<string, { fill: string; text: string; pale: string }>;
  surfaces: Record<string, string>;
  fonts: Record<string, string[]>;
  sizes: { node: number; hub: number; hub_degree: number; label: number; line_height: number };
}

export interface Suggestion {
  source: number;
  target: number;
  reason: Words;
  /** Gaps that it would close. */
  closes: string[];
}

export interface Dataset {
  snapshot: string;
  title: string;
  language: "zh" | "en";
  legend: Legend;
  theme: Theme;
  documents: Doc[];
  things: Thing[];
  relations: Relation[];
  findings: Finding[];
  suggestions: Suggestion[];
  regions: Region[];
  tray: number[];
  texts: (string | null)[] | null;
  questions: Question[];
  /** By language, what is to be said of gap rules that were not checked. */
  stopped: { zh?: string[]; en?: string[] };
  at: Map<string, number>;
  docAt: Map<string, number>;
  /** Things by exact name; the first where several share it. */
  named: Map<string, number>;
  /** Position of the region that a thing lies in; -1 for none. */
  home: Int32Array;
}

type Row = unknown[];

/** Labels whose names are clauses or figures: the map starts without them where there is much else to see. */
export const CLAUSES = ["Commitment", "Indicator"];

const yearOf = (text: string | null): number | null => (text && /^\d{4}/.test(text) ? Number(text.slice(0, 4)) : null);

function decodeEvidence(row: Row): Evidence {
  const [doc, start, end, quote, section, rule, confidence, inferred, date] = row as [
    number, number, number, string, string, string, number, boolean, string | null,
  ];
  return { doc, start, end, quote, section, rule, confidence, inferred, date };
}

const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu;

/** A name without control and bidirectional characters, which could reorder or hide the text around them, as viz/labels.py has it. */
export const visible = (name: string): string => name.replace(/[\t\n\r]/g, " ").replace(UNSEEN, "").trim();

/** A text without such characters, its lines and tabs kept. */
export const legible = (text: string): string => text.replace(UNSEEN, (c) => (c === "\n" || c === "\t" ? c : ""));

function decodeThing(row: Row, index: number): Thing {
  const [id, label, kind, given, others, place, redacted, pinyin, lines, x, y, core, properties, mentions] = row as [
    string, string, string | null, string, string[], string | null, boolean, string, string[], number, number,
    [number, number] | null, Thing["properties"], [number, number, number][],
  ];
  const name = visible(given);
  const aliases = others.map(visible);
  const syllables = pinyin.split(" ");
  const searched = [...[name, ...aliases].map((text) => text.normalize("NFKC").replace(/\s+/g, "")), syllables.join(""), syllables.map((s) => s[0] ?? "").join("")].join("\n").toLowerCase();
  return {
    index, id, label, kind, name, aliases, place, redacted, searched, lines, x, y, core, properties,
    mentions: mentions.map(([doc, start, end]) => ({ doc, start, end })),
    edges: [],
    years: [],
  };
}

function decodeRelation(row: Row, index: number, documents: Doc[]): Relation {
  const [type, source, target, status, inferred, confidence, from, to, proofs] = row as [
    string, number, number, string, boolean, number, string | null, string | null, Row[],
  ];
  const evidence = proofs.map(decodeEvidence);
  const years = new Set<number>();
  for (const e of evidence) {
    const year = yearOf(e.date) ?? documents[e.doc]?.year;
    if (year) years.add(year);
  }
  return { index, type, source, target, status, inferred, confidence, from, to, evidence, years: [...years].sort() };
}

/** Read the payload of viz/payload.py. */
export function decode(raw: Record<string, any>): Dataset {
  const documents: Doc[] = raw.documents.map(([id, file, title, kind, year, place, issuer, truncated]: any[], index: number) => ({
    index, id, file, title: visible(title), kind, year, place, issuer, truncated,
  }));
  const things: Thing[] = raw.nodes.map(decodeThing);
  const relations: Relation[] = raw.edges.map((row: Row, index: number) => decodeRelation(row, index, documents));
  for (const r of relations) {
    things[r.source].edges.push(r.index);
    things[r.target].edges.push(r.index);
  }
  for (const t of things) {
    const years = new Set<number>();
    for (const m of t.mentions) if (documents[m.doc]?.year) years.add(documents[m.doc].year!);
    for (const e of t.edges) for (const y of relations[e].years) years.add(y);
    t.years = [...years].sort();
  }
  const home = new Int32Array(things.length).fill(-1);
  const regions: Region[] = raw.regions.map(([id, x, y, radius, members]: any[]) => ({ id, x, y, radius, members }));
  regions.forEach((region, k) => region.members.forEach((i) => (home[i] = k)));
  return {
    snapshot: raw.snapshot, title: visible(raw.title), language: raw.language, legend: raw.legend, theme: raw.theme,
    documents, things, relations, findings: raw.findings,
    suggestions: raw.suggestions.map(([source, target, reason, closes]: [number, number, Words, string[]]) => ({ source, target, reason, closes })),
    regions, tray: raw.tray, texts: raw.texts, questions: raw.questions, stopped: raw.stopped ?? {},
    at: new Map(things.map((t) => [t.id, t.index])),
    docAt: new Map(documents.map((d) => [d.id, d.index])),
    named: new Map([...things].reverse().map((t) => [t.name, t.index])),
    home,
  };
}

/** The other end of a relation. */
export const other = (r: Relation, index: number): number => (r.source === index ? r.target : r.source);
