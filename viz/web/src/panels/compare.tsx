/** Two documents or two years side by side: what stands in one only, what in both. */

import { data, goTo, keepOnly } from "../app";
import { change, view } from "../state";
import { t } from "../words";
import { compare } from "../years";
import { Glyph } from "./glyph";

const MOST = 200;

export function ComparePane() {
  const d = data.value!;
  const { value: v } = view;
  const years = [...new Set(d.documents.flatMap((doc) => (doc.year ? [doc.year] : [])))].sort((a, b) => a - b);
  const choice = (side: "left" | "right") => (
    <select aria-label={t(side === "left" ? "onlyLeft" : "onlyRight")} value={v[side]} onChange={(e) => change({ [side]: e.currentTarget.value })}>
      <option value="">{t("choose")}</option>
      <optgroup label={t("years")}>{years.map((y) => <option key={y} value={`y:${y}`}>{y}</option>)}</optgroup>
      <optgroup label={t("documents")}>{d.documents.map((doc) => <option key={doc.id} value={`d:${doc.id}`}>{doc.title.slice(0, 60) || doc.file}</option>)}</optgroup>
    </select>
  );
  const parts = v.left && v.right ? compare(d, v.left, v.right) : null;
  const column = (name: "onlyLeft" | "both" | "onlyRight", items: number[]) => (
    <section>
      <h3 class="sub">{t(name)} <span class="count">{items.length}</span> {items.length > 0 && <button class="plain" onClick={() => (change({ pane: "map" }), keepOnly(items))}>{t("showOnMap")}</button>}</h3>
      <ul class="rows">
        {items.slice(0, MOST).map((i) => <li key={i}><button class="row" onClick={() => goTo(i)}><Glyph label={d.things[i].label} /><span class="grow">{d.things[i].name.slice(0, 120)}</span></button></li>)}
      </ul>
      {items.length > MOST && <p class="muted">{t("firstShown", { n: MOST, all: items.length })}</p>}
    </section>
  );
  return (
    <>
      <div class="bar">{choice("left")} <b>⇄</b> {choice("right")} <span class="muted">{t("compareText")}</span></div>
      {parts && <div class="columns">{column("onlyLeft", parts.left)}{column("both", parts.both)}{column("onlyRight", parts.right)}</div>}
    </>
  );
}
