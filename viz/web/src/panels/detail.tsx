/** Right panel: the thing, gap, path or selection that the reader chose; without a choice, the whole. */

import { data, findings, goTo, heading, scene } from "../app";
import { isOpen } from "../scene";
import { change, view } from "../state";
import { said, t } from "../words";
import { GapDetail } from "./gap";
import { Glyph } from "./glyph";
import { Long, short } from "./long";
import { ManyDetail, PathDetail } from "./path";
import { ThingDetail } from "./thing";

const LONGEST_LIST = 300;

export function Detail() {
  const { value: v } = view;
  const d = data.value!;
  const gap = v.gap ? d.findings.find((f) => f.id === v.gap) : undefined;
  const node = v.node ? d.at.get(v.node) : undefined;
  return (
    <aside class="right" id="panel" tabIndex={-1} aria-label={t("proof")}>
      {gap ? <GapDetail id={gap.id} key={gap.id} /> : v.path ? <PathDetail /> : v.many.length ? <ManyDetail /> : node !== undefined ? <ThingDetail index={node} key={node} /> : <Overview />}
    </aside>
  );
}

function Overview() {
  const d = data.value!;
  const { value: s } = scene;
  const passing = new Set(s.passing.map((i) => d.things[i].id));
  const ranked = [...s.passing].sort((a, b) => d.things[b].edges.length - d.things[a].edges.length || a - b);
  return (
    <>
      <div class="head">
        <p class="kicker">{t("overview")}</p>
        <h2 class="title"><Long text={heading.value} most={120} /></h2>
        <p>{t("overviewText", { nodes: s.passing.length, edges: s.facts, gaps: findings.value.filter((f) => isOpen(f) && f.nodes.some((n) => passing.has(n.id))).length })}</p>
      </div>
      <div class="body">
        <h3 class="sub">{t("shownList")}</h3>
        <ul class="rows list">
          {ranked.slice(0, LONGEST_LIST).map((i) => (
            <li key={i}>
              <button class="row" onClick={() => goTo(i)}>
                <Glyph label={d.things[i].label} />
                <span class="grow">{short(d.things[i].name, 120)}</span>
                <span class="count">{d.things[i].edges.length}</span>
                <span class="unseen">{said(d.legend.labels[d.things[i].label])}</span>
              </button>
            </li>
          ))}
        </ul>
        {ranked.length > LONGEST_LIST && <p class="muted">{t("firstShown", { n: LONGEST_LIST, all: ranked.length })} <button class="plain" onClick={() => change({ pane: "table" })}>{t("table")}</button></p>}
      </div>
    </>
  );
}
