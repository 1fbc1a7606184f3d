/** Matrix of two types, for example bodies against brands: an empty row or column is a gap at a glance. */

import { useState } from "preact/hooks";
import { data, goTo, scene } from "../app";
import { makeMatrix } from "../matrix";
import { change, view } from "../state";
import { said, t } from "../words";
import { Glyph } from "./glyph";
import { RelationCard } from "./proof";

const MOST_ROWS = 80;
const MOST_COLUMNS = 40;

export function MatrixPane() {
  const d = data.value!;
  const { value: v } = view;
  const { value: s } = scene;
  const [cell, setCell] = useState("");
  const present = Object.keys(d.legend.labels).filter((name) => d.things.some((thing) => thing.label === name));
  const relations = s.passing.length === s.things.length ? s.relations : d.relations.map((r) => r.index);
  const m = makeMatrix(d, s.passing, relations, v.rows, v.columns);
  const choice = (side: "rows" | "columns") => (
    <label>{t(side)} <select value={v[side]} onChange={(e) => (setCell(""), change({ [side]: e.currentTarget.value }))}>{present.map((name) => <option key={name} value={name}>{said(d.legend.labels[name])}</option>)}</select></label>
  );
  const [rows, columns] = [m.rows.slice(0, MOST_ROWS), m.columns.slice(0, MOST_COLUMNS)];
  return (
    <>
      <div class="bar">{choice("rows")} × {choice("columns")} <span class="muted">{t("matrixEmpty")}</span></div>
      {!rows.length || !columns.length ? <p class="none">{t("matrixNone")}</p> : (
        <div class="scroll">
          <table class="matrix">
            <caption class="unseen">{said(d.legend.labels[v.rows])} × {said(d.legend.labels[v.columns])}</caption>
            <thead>
              <tr>
                <td />
                {columns.map((c) => <th key={c} scope="col" class={m.bareColumns.has(c) ? "bare" : ""}><button class="plain" onClick={() => goTo(c)} title={d.things[c].name.slice(0, 200)}>{d.things[c].lines.join("")}</button></th>)}
              </tr>
            </thead>
            <tbody>
              {rows.map((r) => (
                <tr key={r}>
                  <th scope="row" class={m.bareRows.has(r) ? "bare" : ""}><button class="thing" onClick={() => goTo(r)}><Glyph label={v.rows} /><span>{d.things[r].name.slice(0, 60)}</span></button></th>
                  {columns.map((c) => {
                    const key = `${r}:${c}`;
                    const found = m.cells.get(key);
                    const verbs = found ? [...new Set(found.map((i) => said(d.legend.relations[d.relations[i].type])))].join("、") : "";
                    return (
                      <td key={c} class={found ? "full" : ""}>
                        {found && <button aria-pressed={cell === key} onClick={() => setCell(cell === key ? "" : key)} aria-label={`${d.things[r].name.slice(0, 60)} ${verbs} ${d.things[c].name.slice(0, 60)}`}>{verbs}</button>}
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {m.rows.length > MOST_ROWS && <p class="muted">{t("capped", { n: MOST_ROWS, all: m.rows.length })}</p>}
      {cell && m.cells.get(cell)?.map((i) => <RelationCard key={i} r={d.relations[i]} seen={d.relations[i].source} />)}
    </>
  );
}
