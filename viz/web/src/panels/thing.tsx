/** One thing: what it is, what it is linked with, each link with its sentence, and its gaps. */

import { useEffect } from "preact/hooks";
import { collapse, data, expand, findings, hideThings, keepOnly, litRelation, pickGap, scene, startPath, togglePin, unshown } from "../app";
import { legible } from "../data";
import { isOpen } from "../scene";
import { change, view } from "../state";
import { language, said, t } from "../words";
import { neighbours } from "../visible";
import { Glyph } from "./glyph";
import { Long, short } from "./long";
import { RelationCard } from "./proof";
import { Suggested } from "./suggested";

const MOST_CARDS = 40;

export function ThingDetail({ index }: { index: number }) {
  const d = data.value!;
  const thing = d.things[index];
  const { value: s } = scene;
  const visible = new Set(s.relations);
  const lit = litRelation.value;
  const relations = [...thing.edges].sort((a, b) => Number(b === lit) - Number(a === lit) || Number(visible.has(b)) - Number(visible.has(a)) || d.relations[b].confidence - d.relations[a].confidence);
  const gaps = findings.value.filter((f) => f.nodes.some((n) => n.id === thing.id));
  const sentences = new Set(relations.flatMap((r) => d.relations[r].evidence.map((e) => `${e.doc}:${e.start}`))).size;
  useEffect(() => {
    if (lit !== null) document.getElementById(`relation-${lit}`)?.scrollIntoView?.({ block: "nearest" });
  }, [lit]);
  return (
    <>
      <div class="head">
        <div class="who">
          <Glyph label={thing.label} />
          <div>
            <p class="kicker" style={{ color: d.theme.labels[thing.label]?.colour }}>{said(d.legend.labels[thing.label])}{thing.kind ? ` · ${language.value === "zh" ? (d.legend.labels[thing.label]?.kinds[thing.kind] ?? thing.kind) : thing.kind}` : ""}</p>
            <h2 class="title"><Long text={thing.name || "…"} most={120} /></h2>
          </div>
        </div>
        <Facts index={index} />
        <div class="figures">
          <p><b>{relations.length}</b>{t("facts")}</p>
          <p><b>{sentences}</b>{t("sources")}</p>
          <p class={gaps.some(isOpen) ? "warm" : ""}><b>{gaps.filter(isOpen).length}</b>{t("toLink")}</p>
        </div>
        <Acts index={index} />
      </div>
      <div class="body">
        {gaps.length > 0 && <h3 class="sub warm">{t("toLink")}</h3>}
        {gaps.map((f) => (
          <button key={f.id} class={`gap ${f.severity} ${isOpen(f) ? "" : "done"}`} onClick={() => pickGap(f.id)}>
            <span class={`plate ${f.severity}`}>{said(d.legend.severities[f.severity])}</span>
            <span class="grow">{said(d.legend.gap_rules[f.rule]) || f.rule}<small>{short(legible(f.message), 200)}</small></span>
          </button>
        ))}
        <Suggested found={d.suggestions.filter((s) => s.source === index || s.target === index)} seen={[index]} />
        <h3 class="sub">{t("relations")}</h3>
        {relations.length === 0 && <p class="muted">{t("noRelation")}</p>}
        {relations.slice(0, MOST_CARDS).map((r) => <RelationCard key={r} r={d.relations[r]} seen={index} />)}
        {relations.length > MOST_CARDS && <p class="muted">{t("firstShown", { n: MOST_CARDS, all: relations.length })}</p>}
        <Mentions index={index} />
      </div>
    </>
  );
}

function Facts({ index }: { index: number }) {
  const d = data.value!;
  const thing = d.things[index];
  const rows: [string, string][] = [];
  if (thing.aliases.length) rows.push([t("aliases"), thing.aliases.map((alias) => short(alias, 120)).join("、")]);
  if (thing.place) rows.push([t("place"), thing.place]);
  if (thing.years.length) rows.push([t("years"), thing.years.join("、")]);
  if (thing.redacted) rows.push(["＊", t("redacted")]);
  for (const [name, value] of Object.entries(thing.properties)) rows.push([name, short(legible(String(value)), 200)]);
  if (!rows.length) return null;
  return <dl class="facts">{rows.map(([name, value]) => [<dt key={name}>{name}</dt>, <dd key={name + value}>{value}</dd>])}</dl>;
}

function Acts({ index }: { index: number }) {
  const d = data.value!;
  const thing = d.things[index];
  const all = neighbours(d, index);
  const rest = unshown(index).length;
  const home = d.home[index];
  const opened = home >= 0 && view.value.open.includes(d.regions[home].id);
  return (
    <div class="acts">
      <button onClick={() => startPath(index)}>{t("findPath")}</button>
      <button onClick={() => expand(index)} disabled={rest === 0} title="E">{rest ? t("expandMore", { n: Math.min(rest, 20), all: all.length }) : t("expand")}</button>
      <button onClick={() => collapse(index)} title="C">{t("collapse")}</button>
      <button onClick={() => keepOnly([index, ...all.filter((i) => scene.value.things.includes(i))])} title="K">{t("keepOnly")}</button>
      <button onClick={() => hideThings([index])} title="H">{t("hide")}</button>
      <button aria-pressed={Boolean(view.value.pins[thing.id])} onClick={() => togglePin(index)}>{t(view.value.pins[thing.id] ? "unpin" : "pin")}</button>
      {opened && <button onClick={() => change({ open: view.value.open.filter((r) => r !== d.regions[home].id), more: view.value.more })}>{t("closeRegion")}</button>}
    </div>
  );
}

function Mentions({ index }: { index: number }) {
  const d = data.value!;
  const first = new Map<number, { start: number; count: number }>();
  for (const m of d.things[index].mentions) {
    const known = first.get(m.doc);
    if (known) known.count++;
    else first.set(m.doc, { start: m.start, count: 1 });
  }
  if (!first.size) return null;
  return (
    <>
      <h3 class="sub">{t("mentionsIn")}</h3>
      <ul class="rows">
        {[...first].map(([doc, { start, count }]) => (
          <li key={doc}>
            <button class="row" onClick={() => change({ pane: "text", reading: { doc: d.documents[doc].id, start } })}>
              <span class="grow">{t("title", { title: d.documents[doc].title || d.documents[doc].file })}</span><span class="count">{count}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
