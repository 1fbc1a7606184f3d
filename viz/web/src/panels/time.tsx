/** Timeline: how much each year shows; choose years to filter everything else. */

import { useRef } from "preact/hooks";
import { data, goTo, scene } from "../app";
import { change, view } from "../state";
import { t } from "../words";
import { compare, countYears, type Year } from "../years";
import { thingTest } from "../visible";
import { Glyph } from "./glyph";

const HEIGHT = 220;
const MOST = 60;

export function TimePane() {
  const d = data.value!;
  const { value: v } = view;
  const test = thingTest(d, { ...v, from: null, to: null });
  const years = countYears(d, d.things.filter(test).map((thing) => thing.index));
  const drag = useRef<number | null>(null);
  if (!years.length) return <p class="none">{t("noYears")}</p>;
  const most = Math.max(...years.map((y) => Math.max(y.things, y.relations)), 1);
  const choose = (a: number, b: number) => change({ from: Math.min(a, b), to: Math.max(a, b) });
  const inside = (y: Year) => (v.from === null || y.year >= v.from) && (v.to === null || y.year <= v.to);
  return (
    <>
      <p class="bar">
        <span class="muted">{t("timeText")}</span>
        {(v.from !== null || v.to !== null) && <button onClick={() => change({ from: null, to: null })}>{t("showAll")}</button>}
      </p>
      <ol class="years">
        {years.map((y) => (
          <li key={y.year}>
            <button
              aria-pressed={v.from !== null && inside(y)} class={inside(y) ? "" : "out"} onClick={(e) => e.detail === 0 && choose(y.year, y.year)}
              onPointerDown={() => (drag.current = y.year)} onPointerUp={() => drag.current !== null && (choose(drag.current, y.year), (drag.current = null))}
            >
              <span class="bars" aria-hidden="true">
                <i class="things" style={{ height: `${(y.things / most) * HEIGHT}px` }} />
                <i class="relations" style={{ height: `${(y.relations / most) * HEIGHT}px` }} />
              </span>
              <b>{y.year}</b>
              <small>{y.things} {t("nodesOfYear")}</small>
              <small>{y.relations} {t("edgesOfYear")}</small>
            </button>
          </li>
        ))}
      </ol>
      <Changes years={years.filter((y) => y.things > 0).map((y) => y.year)} />
    </>
  );
}

function Changes({ years }: { years: number[] }) {
  const d = data.value!;
  const passing = new Set(scene.value.passing);
  const pairs = years.slice(1).map((year, k) => [years[k], year]);
  const list = (items: number[]) => (
    <ul class="chips">{items.filter((i) => passing.has(i) || view.value.from !== null).slice(0, MOST).map((i) => <li key={i}><button class="thing" onClick={() => goTo(i, "map")}><Glyph label={d.things[i].label} /><span>{d.things[i].lines.join("")}</span></button></li>)}</ul>
  );
  return (
    <>
      {pairs.map(([before, year]) => {
        const parts = compare(d, `y:${before}`, `y:${year}`);
        return (
          <section key={year} class="columns two">
            <div><h3 class="sub">{t("goneSince", { year: before })} <span class="count">{parts.left.length}</span></h3>{list(parts.left)}</div>
            <div><h3 class="sub">{t("newSince", { year })} <span class="count">{parts.right.length}</span></h3>{list(parts.right)}</div>
          </section>
        );
      })}
    </>
  );
}
