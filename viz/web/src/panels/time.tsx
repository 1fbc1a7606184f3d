/** Timeline: how much each year shows; choose years to filter everything else. */

import { useRef } from "preact/hooks";
import { data, goTo } from "../app";
import { change, ordered, view } from "../state";
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
  const choose = (a: number, b: number) => change(ordered({ from: a, to: b }));
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
      <Changes years={years.filter((y) => y.things > 0).map((y) => y.year)} asked={(i) => test(d.things[i])} />
    </>
  );
}

/** What came and went from year to year, of what the view asks for in any year. */
function Changes({ years, asked }: { years: number[]; asked: (index: number) => boolean }) {
  const d = data.value!;
  const pairs = years.slice(1).map((year, k) => [years[k], year]);
  const side = (head: string, items: number[]) => (
    <div>
      <h3 class="sub">{head} <span class="count">{items.length}</span></h3>
      {!items.length && <p class="muted">—</p>}
      <ul class="chips">{items.slice(0, MOST).map((i) => <li key={i}><button class="thing" onClick={() => goTo(i, "map")}><Glyph label={d.things[i].label} /><span>{d.things[i].lines.join("")}</span></button></li>)}</ul>
      {items.length > MOST && <p class="muted">{t("capped", { n: MOST, all: items.length })}</p>}
    </div>
  );
  return (
    <>
      {pairs.map(([before, year]) => {
        const parts = compare(d, `y:${before}`, `y:${year}`);
        return (
          <section key={year} class="columns two">
            {side(t("goneSince", { year: before }), parts.left.filter(asked))}
            {side(t("newSince", { year }), parts.right.filter(asked))}
          </section>
        );
      })}
    </>
  );
}
