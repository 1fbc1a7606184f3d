/** Presentation: the saved views alone, large, one after the other, each as the map, table, matrix or text that it is. */

import { useEffect } from "preact/hooks";
import { chart, heading, present, presenting } from "../app";
import { change } from "../state";
import { t } from "../words";
import { short } from "./long";
import { openView, savedViews } from "./views";

export function Presentation() {
  const at = presenting.value;
  const list = savedViews();
  const saved = at === null ? undefined : list[at];
  const go = (step: number) => at !== null && list.length > 0 && (presenting.value = Math.min(Math.max(at + step, 0), list.length - 1));
  useEffect(() => {
    if (at === null) return;
    if (saved) change(openView(saved));
    setTimeout(() => chart.value?.fit(), 60);
    const onKey = (e: KeyboardEvent) => {
      if (e.key === "PageDown" || e.key === " " || e.key === "ArrowRight") (e.preventDefault(), go(1));
      if (e.key === "PageUp" || e.key === "ArrowLeft") (e.preventDefault(), go(-1));
    };
    addEventListener("keydown", onKey, true);
    return () => (removeEventListener("keydown", onKey, true), setTimeout(() => chart.value?.fit(), 60));
  }, [at]);
  if (at === null) return null;
  return (
    <section class="slide" aria-label={t("present")}>
      <h2>{short(saved?.name ?? heading.value, 60)}</h2>
      {saved?.note && <p>{saved.note}</p>}
      <nav class="acts">
        {list.length > 1 && <button disabled={at === 0} onClick={() => go(-1)}>{t("previous")}</button>}
        {list.length > 1 && <span>{at + 1} / {list.length}</span>}
        {list.length > 1 && <button disabled={at >= list.length - 1} onClick={() => go(1)}>{t("next")}</button>}
        <button onClick={() => present(null)}>{t("exit")}</button>
      </nav>
    </section>
  );
}
