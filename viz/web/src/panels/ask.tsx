/** Question bank with Chinese sentences, and a tab for Cypher; answers as a table and on the map. */

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { data, goTo, keepOnly, source } from "../app";
import { legible, visible, type Answer, type Question, type Words } from "../data";
import { change } from "../state";
import { meaning, said, t } from "../words";
import { Glyph } from "./glyph";

const MOST_ROWS = 300;

/** Things that a cell speaks of: nodes, ends of edges, and texts that are the name of one. */
const idsIn = (cell: unknown): string[] => {
  const name = typeof cell === "string" ? data.value!.named.get(visible(cell)) : undefined;
  if (name !== undefined) return [data.value!.things[name].id];
  if (Array.isArray(cell)) return cell.flatMap(idsIn);
  if (typeof cell !== "object" || cell === null) return [];
  const c = cell as Record<string, unknown>;
  if (typeof c.type === "string" && typeof c.source === "string") return [c.source, String(c.target)];
  if (Array.isArray(c.nodes)) return c.nodes.flatMap(idsIn);
  return typeof c.id === "string" ? [c.id] : [];
};

export function AskPane() {
  const d = data.value!;
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [state, setState] = useState("");
  const [chosen, setChosen] = useState("");
  const [cypher, setCypher] = useState("MATCH (o:Organisation)-[:LEADS]->(b:Brand)\nRETURN o, b");
  const run = async (name: string, work: () => Promise<Answer>) => {
    setChosen(name);
    setState(t("running"));
    setAnswer(null);
    try {
      setAnswer(await work());
      setState("");
    } catch (error) {
      setState(error instanceof Error ? error.message : String(error));
    }
  };
  const usable = d.questions.filter((q) => source.served || q.table);
  // The answer stands under what was asked: the list of questions is longer than a screen.
  const result = (
    <div class="answer">
      <p role="status" aria-live="polite" class={state && state !== t("running") ? "wrong" : "muted"}>{state}</p>
      {answer && <AnswerTable answer={answer} heads={d.questions.find((q) => q.name === chosen)?.columns ?? {}} />}
    </div>
  );
  return (
    <div class="ask">
      <p class="muted">{t(source.served ? "askText" : usable.length ? "askOffline" : "noQuestions")}</p>
      <ul class="questions">
        {usable.map((q) => (
          <QuestionItem key={q.name} q={q} chosen={chosen === q.name} run={(parameters) => void run(q.name, async () => (source.served ? source.question(q.name, parameters) : q.table!))}>
            {chosen === q.name && result}
          </QuestionItem>
        ))}
      </ul>
      {usable.length < d.questions.length && (
        <details open={!usable.length}>
          <summary>{t("askElsewhere", { n: d.questions.length - usable.length })}</summary>
          <ul class="elsewhere">{d.questions.filter((q) => !usable.includes(q)).map((q) => <li key={q.name}>{said(q.question)} <code>liantu query {q.name}</code></li>)}</ul>
        </details>
      )}
      {source.served && (
        <form class="cypher" onSubmit={(e) => (e.preventDefault(), void run("cypher", () => source.cypher(cypher)))}>
          <label>{t("cypher")}<textarea rows={4} spellcheck={false} value={cypher} onInput={(e) => setCypher(e.currentTarget.value)} onKeyDown={(e) => e.key === "Enter" && (e.ctrlKey || e.metaKey) && (e.preventDefault(), e.currentTarget.form?.requestSubmit())} /></label>
          <button class="strong" type="submit">{t("run")}</button>
        </form>
      )}
      {chosen === "cypher" && result}
    </div>
  );
}

function QuestionItem({ q, chosen, run, children }: { q: Question; chosen: boolean; run: (parameters: Record<string, string>) => void; children: ComponentChildren }) {
  const [values, setValues] = useState<Record<string, string>>(Object.fromEntries((q.parameters ?? []).map((p) => [p.name, String(p.default ?? "")])));
  return (
    <li class={chosen ? "on" : ""}>
      <form onSubmit={(e) => (e.preventDefault(), run(values))}>
        <button type="submit" class="question">{said(q.question)}</button>
        {source.served && (q.parameters ?? []).map((p) => <label key={p.name}>{said(p.question) || p.name} <input value={values[p.name]} required={p.default === null} placeholder={p.example == null ? "" : t("forExample", { text: String(p.example) })} onInput={(e) => setValues({ ...values, [p.name]: e.currentTarget.value })} /></label>)}
        {q.why && chosen && <p class="muted">{said(q.why)}</p>}
      </form>
      {children}
    </li>
  );
}

function AnswerTable({ answer, heads }: { answer: Answer; heads: Record<string, Words> }) {
  const d = data.value!;
  const found = [...new Set(answer.rows.flatMap((row) => row.flatMap(idsIn)))].filter((id) => d.at.has(id)).map((id) => d.at.get(id)!);
  if (!answer.rows.length) return <p class="none">{t("noRows")}</p>;
  return (
    <>
      <p class="bar">
        {t("rowsFound", { n: answer.rows.length })}{answer.truncated ? ` · ${t("truncated")}` : ""}
        {found.length > 0 && <button onClick={() => (change({ pane: "map" }), keepOnly(found))}>{t("pictureOf")}</button>}
      </p>
      <div class="scroll">
        <table class="grid">
          <thead><tr>{answer.columns.map((c) => <th key={c} scope="col">{said(heads[c]) || c}</th>)}</tr></thead>
          <tbody>{answer.rows.slice(0, MOST_ROWS).map((row, k) => <tr key={k}>{row.map((cell, j) => <td key={j}><Cell value={cell} column={answer.columns[j]} /></td>)}</tr>)}</tbody>
        </table>
      </div>
      {answer.rows.length > MOST_ROWS && <p class="muted">{t("capped", { n: MOST_ROWS, all: answer.rows.length })}</p>}
    </>
  );
}

function Cell({ value, column }: { value: unknown; column: string }) {
  const d = data.value!;
  if (value === null || value === undefined) return <span class="muted">—</span>;
  if (Array.isArray(value)) return <>{value.map((v, k) => <span key={k}>{k ? "、" : ""}<Cell value={v} column={column} /></span>)}</>;
  const c = value as Record<string, any>;
  const at = typeof value === "string" ? d.named.get(visible(value)) : d.at.get(c.id);
  if (at !== undefined) return <button class="thing" onClick={() => goTo(at, "map")}><Glyph label={d.things[at].label} /><span>{d.things[at].name.slice(0, 120)}</span></button>;
  if (typeof value !== "object") return <>{meaning(d.legend, column, legible(String(value)))}</>;
  if (typeof c.type === "string") return <>{said(d.legend.relations[c.type]) || c.type}</>;
  if (Array.isArray(c.nodes)) return <Cell value={c.nodes} column={column} />;
  return <>{legible(c.name ?? JSON.stringify(value))}</>;
}
