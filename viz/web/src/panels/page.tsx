/** The page: header, filters on the left, one way to look in the middle, the proof on the right. */

import { announced, begin, data, failure, findings, fold, folded, presenting, scene, source, toast } from "../app";
import { isOpen } from "../scene";
import { change, PANE_NAMES, view } from "../state";
import { t } from "../words";
import { Header } from "./header";
import { Banner } from "./banner";
import { LeftPanel } from "./legend";
import { Detail } from "./detail";
import { MapPane } from "./map";
import { PANES } from "./panes";
import { Presentation } from "./presentation";
import { Tour } from "./tour";

export function Page() {
  if (failure.value) return <Failed />;
  const d = data.value;
  if (!d) return <p class="alone" role="status">{t("loading")}</p>;
  if (!d.things.length)
    return (
      <main class="alone">
        <h1>{t("emptyTitle")}</h1>
        <p>{t("emptyText")}</p>
      </main>
    );
  return (
    <div class={`page ${presenting.value === null ? "" : "presenting"} ${folded.value ? "" : "filtering"}`}>
      <a class="skip" href="#panel" onClick={(e) => (e.preventDefault(), document.getElementById("panel")?.focus())}>{t("skip")}</a>
      <Header />
      <Banner />
      <LeftPanel />
      <Middle />
      <Detail />
      <Presentation />
      <Tour />
      <div class="toast" role="status" aria-live="polite" hidden={!toast.value}>{toast.value}</div>
      <div class="unseen" aria-live="polite">{announced.value}</div>
    </div>
  );
}

function Failed() {
  return (
    <main class="alone">
      <div role="alert"><h1>{t("loadFailed", { why: failure.value })}</h1></div>
      <button class="strong" onClick={() => void begin(source)}>{t("retry")}</button>
    </main>
  );
}

function Middle() {
  const pane = view.value.pane;
  const Other = pane === "map" ? null : PANES[pane];
  return (
    <main class="middle">
      <nav class="tabs" aria-label={t("panes")}>
        <button class="drawer" aria-expanded={!folded.value} aria-controls="left" onClick={() => fold(!folded.value)}>☰ {t("filters")} · {t("gaps")} {findings.value.filter(isOpen).length}</button>
        {PANE_NAMES.map((name) => (
          <button key={name} aria-pressed={pane === name} onClick={() => change({ pane: name })}>{t(name)}</button>
        ))}
      </nav>
      <div class="stage" hidden={pane !== "map"}>
        <MapPane />
        {scene.value.things.length + scene.value.closed.length === 0 && <p class="none">{t("nothingShown")}</p>}
      </div>
      {Other && <div class="pane"><Other /></div>}
    </main>
  );
}
