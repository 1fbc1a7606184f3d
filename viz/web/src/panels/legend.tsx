/** Left panel: the legend is the filter; then years, place, document, confidence; then the gaps. */

import { useMemo, useState } from "preact/hooks";
import { data, findings, fold, folded, pickGap, scene } from "../app";
import { visible } from "../data";
import { change, ordered, start, toggled, view, type View } from "../state";
import { labelCounts } from "../visible";
import { language, said, t } from "../words";
import { isOpen } from "../scene";
import { Glyph } from "./glyph";

const MOST_GAPS = 60;

export function LeftPanel() {
  return (
    <aside class="left" id="left" aria-label={t("filters")} onKeyDown={(e) => e.key === "Escape" && !folded.value && (e.stopPropagation(), fold(true))}>
      <button class="leave" onClick={() => fold(true)}>✕ {t("close")}</button>
      <Labels />
      <Lines />
      <Filters />
      <Gaps />
    </aside>
  );
}

function Labels() {
  const d = data.value!;
  const { value: v } = view;
  const counts = labelCounts(d, v);
  const present = Object.keys(d.legend.labels).filter((name) => d.things.some((thing) => thing.label === name));
  return (
    <section>
      <h2>{t("labels")} <button class="plain" onClick={() => change({ off: v.off.length ? [] : start.value.off.length ? start.value.off : present })}>{v.off.length ? t("all") : t("clickToFilter")}</button></h2>
      <ul class="rows">
        {present.map((name) => (
          <li key={name}>
            <button class="row" aria-pressed={!v.off.includes(name)} onClick={() => change({ off: toggled(v.off, name) })}>
              <Glyph label={name} />
              <span class="grow">{said(d.legend.labels[name])}</span>
              <span class="count">{counts.get(name) ?? 0}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Lines() {
  const d = data.value!;
  const { value: v } = view;
  const count = { fact: 0, planned: 0, missing: 0 } as Record<string, number>;
  for (const r of d.relations) count[r.status === "done" ? "fact" : r.status]++;
  count.suggestion = d.suggestions.length;
  count.gap = findings.value.filter(isOpen).length;
  return (
    <section>
      <h2>{t("lines")}</h2>
      <ul class="rows">
        {Object.entries(d.theme.lines).filter(([name]) => count[name] > 0).map(([name, line]) => {
          const fixed = name === "gap" || name === "suggestion";
          const on = fixed ? v.gaps : !v.lineOff.includes(name);
          return (
            <li key={name}>
              <button class="row" aria-pressed={on} onClick={() => change(fixed ? { gaps: !v.gaps } : { lineOff: toggled(v.lineOff, name) })}>
                <svg class="line" viewBox="0 0 34 10" aria-hidden="true"><line x1="1" y1="5" x2="33" y2="5" stroke={line.colour} stroke-width={line.width + 0.5} stroke-dasharray={line.dash.join(" ")} /></svg>
                <span class="grow">{said(line)}</span>
                <span class="count">{count[name]}</span>
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Filters() {
  const [open, setOpen] = useState(false);
  const d = data.value!;
  const { value: v } = view;
  const choices = useMemo(() => {
    const years = [...new Set(d.things.flatMap((thing) => thing.years))].sort((a, b) => a - b);
    const places = [...new Set(d.things.flatMap((thing) => (thing.place ? [thing.place] : [])))].sort();
    const types = [...new Set(d.relations.map((r) => r.type))].sort();
    return { years, places, types };
  }, [d]);
  const used = v.from !== null || v.to !== null || v.place || v.docs.length || v.conf > 0 || v.relOff.length;
  const cleared: Partial<View> = { from: null, to: null, place: "", docs: [], conf: 0, relOff: [] };
  const yearChoice = (side: "from" | "to") => (
    <label>{t(side)}
      <select value={v[side] ?? ""} onChange={(e) => change(ordered({ from: v.from, to: v.to, [side]: e.currentTarget.value ? Number(e.currentTarget.value) : null }))}>
        <option value="">{t("anyYear")}</option>
        {choices.years.map((y) => <option key={y} value={y}>{y}</option>)}
      </select>
    </label>
  );
  return (
    <details class="filters" open={open || Boolean(used)} onToggle={(e) => setOpen(e.currentTarget.open)}>
      <summary><h2>{t("filters")}</h2>{used ? <span class="dot" aria-hidden="true" /> : null}</summary>
      {used ? <button class="plain" onClick={() => change(cleared)}>{t("resetFilters")}</button> : null}
      {choices.years.length > 0 && <div class="pair">{yearChoice("from")}{yearChoice("to")}</div>}
      {choices.places.length > 0 && (
        <label>{t("place")}
          <select value={v.place} onChange={(e) => change({ place: e.currentTarget.value })}>
            <option value="">{t("anyPlace")}</option>
            {choices.places.map((p) => <option key={p} value={p}>{p}</option>)}
          </select>
        </label>
      )}
      <label>{t("documents")}
        <select value={v.docs.length === 1 ? v.docs[0] : ""} onChange={(e) => change({ docs: e.currentTarget.value ? [e.currentTarget.value] : [] })}>
          <option value="">{t("allDocuments")}</option>
          {d.documents.map((doc) => <option key={doc.id} value={doc.id}>{doc.title.slice(0, 60) || doc.file}</option>)}
        </select>
      </label>
      <label>{t("confidence")} {Math.round(v.conf / 10)}%
        <input type="range" min="0" max="1000" step="50" value={v.conf} onChange={(e) => change({ conf: Number(e.currentTarget.value) })} />
      </label>
      <fieldset>
        <legend>{t("relationTypes")}</legend>
        {choices.types.map((type) => (
          <label key={type} class="check">
            <input type="checkbox" checked={!v.relOff.includes(type)} onChange={() => change({ relOff: toggled(v.relOff, type) })} /> {said(d.legend.relations[type]) || type}
          </label>
        ))}
      </fieldset>
    </details>
  );
}

function Gaps() {
  const d = data.value!;
  const { value: v } = view;
  const passing = new Set(scene.value.passing);
  const stopped = d.stopped[language.value] ?? [];
  const listed = findings.value.filter((f) => v.docs.length === 0 || f.nodes.some((n) => passing.has(d.at.get(n.id) ?? -1)) || f.documents.some((file) => v.docs.some((id) => d.documents[d.docAt.get(id)!].file === file)));
  return (
    <section class="gaps">
      <h2>
        {t("gaps")} <span class="count">{listed.filter(isOpen).length}</span>
        <button class="switch" role="switch" aria-checked={v.gaps} aria-label={t("gapsOn")} title="G" onClick={() => change({ gaps: !v.gaps })}><span /></button>
      </h2>
      {stopped.map((line) => <p key={line} role="alert">{line}</p>)}
      {listed.length === 0 && stopped.length === 0 && <p class="muted">{t("noGaps")}</p>}
      <ul>
        {listed.slice(0, MOST_GAPS).map((f) => (
          <li key={f.id}>
            <button class={`gap ${f.severity} ${isOpen(f) ? "" : "done"}`} aria-pressed={v.gap === f.id} onClick={() => (pickGap(f.id), !folded.value && fold(true))}>
              <span class={`plate ${f.severity}`}>{said(d.legend.severities[f.severity])}</span>
              <span class="grow">{said(d.legend.gap_rules[f.rule]) || f.rule}<small>{f.nodes.map((n) => visible(n.name)).join("、").slice(0, 60)}</small></span>
            </button>
          </li>
        ))}
      </ul>
      {listed.length > MOST_GAPS && <p class="muted">{t("moreGaps", { n: listed.length - MOST_GAPS })}</p>}
    </section>
  );
}
