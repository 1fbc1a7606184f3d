/** Reading view: a document with its marked names; from text to graph and back. */

import { useEffect, useMemo, useRef } from "preact/hooks";
import { data, goTo, pick } from "../app";
import { legible, type Dataset, type Finding } from "../data";
import { passages } from "../passages";
import { change, view } from "../state";
import { said, t } from "../words";

/** The document that speaks of what is chosen: where the gap's sentence stands, or where the thing is named most. */
function told(d: Dataset, node: number | undefined, gap: Finding | undefined): number | undefined {
  if (gap?.evidence.length) return d.docAt.get(gap.evidence[0].document);
  const times = new Map<number, number>();
  for (const m of node === undefined ? [] : d.things[node].mentions) times.set(m.doc, (times.get(m.doc) ?? 0) + 1);
  return [...times].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0]?.[0];
}

export function TextPane() {
  const d = data.value!;
  const { value: v } = view;
  const node = v.node ? d.at.get(v.node) : undefined;
  const gap = d.findings.find((f) => f.id === v.gap);
  // A name chosen in the text must not take the text away: the document stays until another is asked for.
  const kept = useRef<number | undefined>(undefined);
  const asked = (kept.current = v.reading ? d.docAt.get(v.reading.doc) : v.docs.length ? d.docAt.get(v.docs[0]) : (kept.current ?? told(d, node, gap) ?? (d.documents.length === 1 ? 0 : undefined)));
  const proofs = useMemo(() => {
    if (asked === undefined) return [];
    if (gap) return gap.evidence.filter((e) => d.docAt.get(e.document) === asked);
    return node === undefined ? [] : d.things[node].edges.flatMap((e) => d.relations[e].evidence.filter((p) => p.doc === asked));
  }, [d, asked, node, gap]);
  const pieces = useMemo(() => (asked === undefined ? [] : passages(d, asked, proofs)), [d, asked, proofs]);
  const box = useRef<HTMLDivElement>(null);
  const start = v.reading?.start ?? -1;
  useEffect(() => {
    if (start < 0) return box.current?.querySelector(".chosen, .proved")?.scrollIntoView?.({ block: "center" });
    const marks = [...(box.current?.querySelectorAll<HTMLElement>("[data-start]") ?? [])];
    (marks.filter((m) => Number(m.dataset.start) <= start).at(-1) ?? marks[0])?.scrollIntoView?.({ block: "center" });
  }, [asked, start]);
  return (
    <>
      <div class="bar">
        <select aria-label={t("documents")} value={asked === undefined ? "" : d.documents[asked].id} onChange={(e) => change({ reading: e.currentTarget.value ? { doc: e.currentTarget.value, start: 0 } : null })}>
          <option value="">{t("noDocument")}</option>
          {d.documents.map((doc) => <option key={doc.id} value={doc.id}>{doc.title.slice(0, 80) || doc.file}</option>)}
        </select>
        <span class="muted">{t("marked")}</span>
      </div>
      {asked === undefined ? <p class="none">{t("noDocument")}</p> : d.texts?.[asked] == null ? <p class="none">{t("noText")}</p> : (
        <article class="reading" lang="zh-CN" ref={box}>
          <h2>{d.documents[asked].title}</h2>
          <p class="muted">{[d.documents[asked].issuer, d.documents[asked].place, d.documents[asked].year].filter(Boolean).join(" · ")}</p>
          <div class="body">
            {pieces.map((p) =>
              p.thing === null ? <span key={p.start} data-start={p.start} class={p.proof ? "proved" : ""}>{legible(p.text)}</span> : (
                <span
                  key={p.start} role="button" tabIndex={0} data-start={p.start} class={`name ${p.proof ? "proved" : ""} ${p.thing === node ? "chosen" : ""}`} title={said(d.legend.labels[d.things[p.thing].label])}
                  style={{ borderColor: d.theme.labels[d.things[p.thing].label]?.colour }} onClick={() => pick(p.thing)} onDblClick={() => goTo(p.thing!, "map")}
                  onKeyDown={(e) => (e.key === "Enter" || e.key === " ") && (e.preventDefault(), pick(p.thing))}
                >{legible(p.text)}</span>
              ),
            )}
          </div>
        </article>
      )}
    </>
  );
}
