/** A relation with its literal sentence, names marked, and where it stands. */

import { useState } from "preact/hooks";
import { copy, data, goTo } from "../app";
import { legible, other, type Evidence, type Relation, type Thing } from "../data";
import { change } from "../state";
import { language, said, t } from "../words";
import { Glyph } from "./glyph";
import { short, useWhole } from "./long";

const AROUND = 120;
const LONGEST_MARK = 60;
const LONGEST_QUOTE = 500;

/** A sentence with the given words marked. */
export function Marked({ text, words }: { text: string; words: string[] }) {
  const sought = [...new Set(words)].filter((w) => w && w.length <= LONGEST_MARK).sort((a, b) => b.length - a.length);
  if (!sought.length) return <>{legible(text)}</>;
  const pattern = new RegExp(`(${sought.map((w) => w.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|")})`);
  return <>{text.split(pattern).map((part, k) => (k % 2 ? <mark key={k}>{legible(part)}</mark> : legible(part)))}</>;
}

const namesOf = (thing: Thing): string[] => [thing.name, ...thing.aliases];

/** What the document itself calls a thing inside a sentence: its mentions that lie there. */
function mentionsIn(thing: Thing, e: Evidence, text: string | null | undefined): string[] {
  const inside = thing.mentions.filter((m) => m.doc === e.doc && m.start >= e.start && m.end <= e.end);
  return [...namesOf(thing), ...inside.map((m) => (text ? [...text].slice(m.start, m.end).join("") : [...e.quote].slice(m.start - e.start, m.end - e.start).join("")))];
}

/** Proofs, each sentence once: of several that quote it the surest stays. */
export function distinct(proofs: Evidence[]): Evidence[] {
  const best = new Map<string, Evidence>();
  for (const e of proofs) {
    const key = `${e.doc}:${e.start}:${e.end}`;
    if (!best.has(key) || best.get(key)!.confidence < e.confidence) best.set(key, e);
  }
  return [...best.values()];
}

export function citation(e: Evidence): string {
  const doc = data.value!.documents[e.doc];
  const where = [doc ? t("title", { title: doc.title || doc.file }) : "", e.section].filter(Boolean).join(" ");
  return language.value === "zh" ? `“${e.quote}”——${where}` : `“${e.quote}” (${where})`;
}

export function Proof({ e, words }: { e: Evidence; words: string[] }) {
  const [open, setOpen] = useState(false);
  const [quote, whole] = useWhole(e.quote, LONGEST_QUOTE);
  const d = data.value!;
  const doc = d.documents[e.doc];
  const text = d.texts?.[e.doc] ?? null;
  const around = () => {
    const characters = [...(text ?? "")];
    return [characters.slice(Math.max(0, e.start - AROUND), e.start).join(""), characters.slice(e.end, e.end + AROUND).join("")];
  };
  const [before, after] = open && text ? around() : ["", ""];
  return (
    <div class="proof">
      <blockquote lang="zh-CN">
        {open && <span class="around">{legible(before)}</span>}
        <Marked text={quote} words={words} /> {whole}
        {open && <span class="around">{legible(after)}</span>}
      </blockquote>
      <p class="source">
        <span class="grow">{doc ? t("title", { title: doc.title || doc.file }) : ""}{e.section && <small>{e.section}</small>}</span>
        <small>{t("sure", { n: Math.round(e.confidence / 10) })}{e.inferred ? ` · ${t("inferred")}` : ""}{e.date ? ` · ${e.date}` : ""}</small>
      </p>
      <p class="acts">
        {text !== null && <button class="plain" aria-expanded={open} onClick={() => setOpen(!open)}>{t(open ? "hideContext" : "context")}</button>}
        {text !== null && doc && <button class="plain" onClick={() => change({ pane: "text", reading: { doc: doc.id, start: e.start } })}>{t("readInDocument")}</button>}
        <button class="plain" onClick={() => void copy(citation(e), t("copiedCitation"))}>{t("copyCitation")}</button>
      </p>
    </div>
  );
}

export function RelationCard({ r, seen }: { r: Relation; seen: number }) {
  const [all, setAll] = useState(false);
  const d = data.value!;
  const away = d.things[other(r, seen)];
  const outward = r.source === seen;
  const words = d.legend.relations[r.type];
  const symmetric = words?.symmetric;
  const verb = words ? (outward || symmetric ? said(words) : language.value === "zh" ? words.zh_reverse : words.en_reverse) : r.type;
  const line = d.theme.lines[r.status === "done" ? "fact" : (r.status as "planned" | "missing")];
  const every = distinct(r.evidence);
  const proofs = all ? every : every.slice(0, 1);
  return (
    <article class={`relation ${r.status}`} id={`relation-${r.index}`}>
      <h3>
        <span class="verb">{symmetric ? "↔" : outward ? "→" : "←"} {verb}</span>
        <button class="thing" onClick={() => goTo(away.index)}><Glyph label={away.label} /><span>{short(away.name, 120)}</span></button>
        {r.status !== "done" && <span class={`tag ${r.status}`}>{said(line)}</span>}
      </h3>
      {proofs.map((e, k) => <Proof key={k} e={e} words={[...mentionsIn(d.things[seen], e, d.texts?.[e.doc]), ...mentionsIn(away, e, d.texts?.[e.doc])]} />)}
      {!all && every.length > 1 && <button class="plain" onClick={() => setAll(true)}>{t("allProofs", { n: every.length - 1 })}</button>}
    </article>
  );
}
