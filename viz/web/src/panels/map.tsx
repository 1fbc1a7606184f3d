/** The map's frame: the canvas, its buttons, and what a screen reader hears of it. */

import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { chart, choose, data, keepOnly, openRegion, pick, pickGap, pickRelation, rearrange, scene, showAll } from "../app";
import { Chart } from "../chart";
import { change, view, type View } from "../state";
import { language, t } from "../words";
import { Lasso } from "./lasso";

export function MapPane() {
  const box = useRef<HTMLDivElement>(null);
  const [lassoing, setLassoing] = useState(false);
  const d = data.value!;
  useEffect(() => {
    const made = new Chart(box.current!, d, {
      pick, pickRelation, pickGap,
      open: openRegion,
      choose,
      pin: (places) => change({ pins: { ...view.value.pins, ...places } }),
    });
    chart.value = made;
    (window as any).liantuChart = made;
    const watcher = new ResizeObserver(() => made.resize());
    watcher.observe(box.current!);
    return () => (watcher.disconnect(), made.cy.destroy());
  }, [d]);
  const { value: s } = scene;
  const { value: v } = view;
  const spoken = language.value;
  useLayoutEffect(() => chart.value?.draw(s, v), [s, v, chart.value, spoken]);
  // What changes the places of most things changes what fits the screen.
  const core = JSON.stringify([v.off, v.group, v.docs, v.place, v.from, v.to, v.only]);
  const first = useRef(core);
  useLayoutEffect(() => {
    if (first.current !== core) chart.value?.fit();
    first.current = core;
  }, [core]);
  const cut = Boolean(v.only || v.hide.length || Object.keys(v.pins).length || v.more.length || v.open.length);
  return (
    <>
      <div id="map" ref={box} class="map" role="application" tabIndex={0} aria-label={t("mapLabel")} />
      {lassoing && <Lasso done={() => setLassoing(false)} />}
      <div class="maptools" role="toolbar" aria-label={t("map")}>
        {cut && <button onClick={showAll}>{v.hide.length ? `${t("showAll")} · ${t("hiddenCount", { n: v.hide.length })}` : t("showAll")}</button>}
        {v.open.length > 0 && <button onClick={() => change({ open: [] })}>{t("closeAll")}</button>}
        {v.many.length > 1 && <button onClick={() => keepOnly(v.many.map((id) => d.at.get(id)!))}>{t("keepMany")}</button>}
        <button onClick={rearrange} disabled={s.things.length > 300}>{t("arrange")}</button>
        <button aria-pressed={lassoing} onClick={() => setLassoing(!lassoing)}>{t("lasso")}</button>
        <label>
          {t("groupBy")}
          <select value={v.group} onChange={(e) => change({ group: e.currentTarget.value as View["group"] })}>
            <option value="">{t("noGroup")}</option>
            <option value="place">{t("byPlace")}</option>
            <option value="label">{t("byLabel")}</option>
          </select>
        </label>
      </div>
      <div class="zoom" role="toolbar" aria-label={t("zoomIn")}>
        <button aria-label={t("zoomIn")} onClick={() => chart.value?.zoomBy(1.3)}>+</button>
        <button aria-label={t("zoomOut")} onClick={() => chart.value?.zoomBy(1 / 1.3)}>−</button>
        <button aria-label={t("fit")} onClick={() => chart.value?.fit()}>⤢</button>
      </div>
      <p class="hint">{t("hintBar")} · <kbd>/</kbd> <kbd>G</kbd> <kbd>P</kbd></p>
    </>
  );
}
