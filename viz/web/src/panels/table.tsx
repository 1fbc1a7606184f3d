/** The view as a table: the accessible twin of the map. */

import { useState } from "preact/hooks";
import { data, findings, goTo, scene } from "../app";
import { view } from "../state";
import { isOpen } from "../scene";
import { said, t } from "../words";
import { Glyph } from "./glyph";

const MOST_ROWS = 500;
type Column = "name" | "label" | "place" | "years" | "degree" | "gaps";

export function TablePane() {
  const d = data.value!;
  const [by, setBy] = useState<Column>("degree");
  const [down, setDown] = useState(true);
  const gaps = new Map<string, number>();
  for (const f of findings.value) if (isOpen(f)) for (const n of f.nodes) gaps.set(n.id, (gaps.get(n.id) ?? 0) + 1);
  const cell = (i: number, column: Column): string | number => {
    const thing = d.things[i];
    if (column === "name") return thing.name;
    if (column === "label") return said(d.legend.labels[thing.label]);
    if (column === "place") return thing.place ?? "";
    if (column === "years") return thing.years.join("、");
    return column === "degree" ? thing.edges.length : (gaps.get(thing.id) ?? 0);
  };
  const sorted = [...scene.value.passing].sort((a, b) => {
    const [x, y] = [cell(a, by), cell(b, by)];
    return (x < y ? -1 : x > y ? 1 : 0) * (down ? -1 : 1) || a - b;
  });
  const heads: [Column, string][] = [["name", t("thing")], ["label", t("label")], ["place", t("place")], ["years", t("year")], ["degree", t("degree")], ["gaps", t("gapCount")]];
  return (
    <>
      <table class="grid">
        <caption class="unseen">{t("shownList")}</caption>
        <thead>
          <tr>{heads.map(([column, name]) => (
            <th key={column} scope="col" aria-sort={by === column ? (down ? "descending" : "ascending") : "none"}>
              <button class="plain" onClick={() => (by === column ? setDown(!down) : (setBy(column), setDown(column === "degree" || column === "gaps")))}>{name}{by === column ? (down ? " ↓" : " ↑") : ""}</button>
            </th>
          ))}</tr>
        </thead>
        <tbody>
          {sorted.slice(0, MOST_ROWS).map((i) => (
            <tr key={i} aria-selected={d.things[i].id === view.value.node}>
              <th scope="row"><button class="thing" onClick={() => goTo(i)}><Glyph label={d.things[i].label} /><span>{d.things[i].name.slice(0, 200)}</span></button></th>
              {heads.slice(1).map(([column]) => <td key={column} class={column === "label" ? "word" : ""}>{cell(i, column)}</td>)}
            </tr>
          ))}
        </tbody>
      </table>
      {sorted.length > MOST_ROWS && <p class="muted">{t("capped", { n: MOST_ROWS, all: sorted.length })}</p>}
    </>
  );
}
