/** One gap: why it is one, its proof, what to do, and what the reader makes of it. */

import { useState } from "preact/hooks";
import { data, decide, download, findings, goTo, recall, source } from "../app";
import { legible, visible, type Evidence } from "../data";
import { said, t, type Word } from "../words";
import { Glyph } from "./glyph";
import { Long, short } from "./long";
import { Suggested } from "./suggested";
import { distinct, Proof } from "./proof";

const STATUSES = ["open", "known", "in_progress", "wrong", "closed"];
export const statusWord = (status: string): string => t((status === "open" ? "open_status" : status) as Word);

export function GapDetail({ id }: { id: string }) {
  const d = data.value!;
  const finding = findings.value.find((f) => f.id === id)!;
  const evidence = distinct(finding.evidence.map((e): Evidence => ({ ...e, doc: d.docAt.get(e.document) ?? -1, rule: finding.rule, confidence: (e as any).confidence ?? 1000, inferred: false, date: null })));
  return (
    <>
      <div class={`head tone-${finding.severity}`}>
        <p class={`kicker ${finding.severity}`}>{t("gaps")} · {said(d.legend.severities[finding.severity])}</p>
        <h2 class="title">{said(d.legend.gap_rules[finding.rule]) || finding.rule}</h2>
        <p><Long text={legible(finding.message)} most={300} /></p>
        <p class="muted">{t("absence")}{t("colon")}{said(d.legend.absences[finding.absence])}{finding.absence === "graph" ? `${t("stop")}${t("notSeen")}` : ""}</p>
      </div>
      <div class="body">
        <h3 class="sub">{t("concerned")}</h3>
        <p class="chips">
          {finding.nodes.map((n) => (
            <button key={n.id} class="thing" disabled={!d.at.has(n.id)} onClick={() => goTo(d.at.get(n.id)!)}><Glyph label={n.label} /><span>{short(visible(n.name), 120)}</span></button>
          ))}
        </p>
        {evidence.length > 0 && <h3 class="sub">{t("proof")}</h3>}
        {evidence.map((e, k) => <Proof key={k} e={e} words={finding.nodes.map((n) => n.name)} />)}
        <h3 class="sub">{t("nextStep")}</h3>
        <p class="act"><Long text={legible(finding.next_step)} most={400} /></p>
        <Suggested found={d.suggestions.filter((s) => s.closes.includes(id))} seen={[]} />
        <Decision id={id} />
      </div>
    </>
  );
}

function Decision({ id }: { id: string }) {
  const finding = findings.value.find((f) => f.id === id)!;
  const kept = recall<Record<string, { note?: string; by?: string }>>("decisions", {})[id];
  const [value, setValue] = useState(finding.status);
  const [note, setNote] = useState(kept?.note ?? finding.note ?? "");
  const [by, setBy] = useState(kept?.by ?? finding.by ?? "");
  return (
    <form class="decision" onSubmit={(e) => (e.preventDefault(), void decide(finding, value, note, by))}>
      <h3 class="sub">{t("status")}{t("colon")}{statusWord(finding.status)}</h3>
      <label>{t("status")}
        <select name="status" value={value} onChange={(e) => setValue(e.currentTarget.value)}>{STATUSES.map((s) => <option key={s} value={s}>{statusWord(s)}</option>)}</select>
      </label>
      <label>{t("note")}<textarea name="note" rows={2} maxLength={500} value={note} onInput={(e) => setNote(e.currentTarget.value)} /></label>
      <label>{t("by")}<input name="by" maxLength={60} value={by} onInput={(e) => setBy(e.currentTarget.value)} /></label>
      <p class="acts">
        <button class="strong" type="submit">{t("save")}</button>
        {!source.served && <button type="button" onClick={downloadDecisions}>{t("downloadNotes")}</button>}
      </p>
    </form>
  );
}

/** The decisions kept in the browser, one JSON object a line, as `liantu review --import` takes them. */
export function decisionLines(kept: Record<string, any>): string {
  return Object.values(kept)
    .map((d) => JSON.stringify({ kind: "gap", object: { rule: d.rule, nodes: d.nodes }, value: d.value, note: d.note, by: d.by }))
    .join("\n") + "\n";
}

function downloadDecisions(): void {
  download(`liantu-decisions-${data.value!.snapshot || "page"}.jsonl`, decisionLines(recall("decisions", {})), "application/x-ndjson");
}
