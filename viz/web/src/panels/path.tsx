/** The way from one thing to another, and a selection of several things. */

import { data, goTo, hideThings, keepOnly, scene } from "../app";
import { change, view } from "../state";
import { said, t } from "../words";
import { Glyph } from "./glyph";
import { short } from "./long";
import { RelationCard } from "./proof";

export function PathDetail() {
  const d = data.value!;
  const path = view.value.path!;
  const steps = scene.value.path;
  const name = (id: string) => short(d.things[d.at.get(id)!].name, 40);
  return (
    <>
      <div class="head">
        <p class="kicker">{t("path")}</p>
        <h2 class="title">{name(path.a)} → {path.b ? name(path.b) : "…"}</h2>
        {!path.b && <p>{t("pickSecond")}</p>}
        {steps && <p>{t("steps", { n: steps.length })}</p>}
        {path.b && !steps && <p>{t("noPath")}</p>}
        <div class="acts">
          {d.suggestions.length > 0 && (
            <label class="check"><input type="checkbox" checked={path.suggested} onChange={() => change({ path: { ...path, suggested: !path.suggested } })} /> {t("withSuggestions")}</label>
          )}
          {path.b && <button onClick={() => change({ path: { ...path, a: path.b!, b: path.a } })}>{t("swap")}</button>}
          <button onClick={() => change({ path: null })}>{t("close")}</button>
        </div>
      </div>
      <div class="body">
        {steps?.map((step) => (
          <section key={`${step.from}-${step.to}`} class="step">
            <button class="thing" onClick={() => goTo(step.from)}><Glyph label={d.things[step.from].label} /><span>{short(d.things[step.from].name, 120)}</span></button>
            {step.relation !== null ? <RelationCard r={d.relations[step.relation]} seen={step.from} /> : <p class="suggested">{t("suggestion")}{t("colon")}{said(d.suggestions[step.suggestion!].reason)} → {short(d.things[step.to].name, 120)}</p>}
          </section>
        ))}
      </div>
    </>
  );
}

export function ManyDetail() {
  const d = data.value!;
  const chosen = view.value.many.map((id) => d.at.get(id)!);
  const inside = [...(scene.value.focus?.relations ?? [])];
  return (
    <>
      <div class="head">
        <p class="kicker">{t("selected", { n: chosen.length })}</p>
        <div class="acts">
          <button onClick={() => keepOnly(chosen)}>{t("keepMany")}</button>
          <button onClick={() => hideThings(chosen)}>{t("hide")}</button>
          {chosen.length === 2 && <button onClick={() => change({ path: { a: d.things[chosen[0]].id, b: d.things[chosen[1]].id, suggested: false }, many: [] })}>{t("findPath")}</button>}
          <button onClick={() => change({ many: [] })}>{t("close")}</button>
        </div>
      </div>
      <div class="body">
        <ul class="rows">
          {chosen.slice(0, 100).map((i) => (
            <li key={i}><button class="row" onClick={() => goTo(i)}><Glyph label={d.things[i].label} /><span class="grow">{short(d.things[i].name, 120)}</span><span class="count">{said(d.legend.labels[d.things[i].label])}</span></button></li>
          ))}
        </ul>
        <h3 class="sub">{t("relationsOf")}</h3>
        {inside.slice(0, 30).map((r) => <RelationCard key={r} r={d.relations[r]} seen={d.relations[r].source} />)}
      </div>
    </>
  );
}
