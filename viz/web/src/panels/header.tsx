/** Name of the graph, search, and the buttons that act on the whole view. */

import { useMemo, useState } from "preact/hooks";
import { copy, data, goTo, heading, present, source, switchLanguage } from "../app";
import { search, type Hit } from "../search";
import { canRedo, canUndo, redo, undo } from "../state";
import { language, said, t } from "../words";
import { Glyph } from "./glyph";
import { Menu } from "./menu";
import { ExportMenu } from "./export";
import { ViewsMenu } from "./views";

export function Header() {
  const d = data.value!;
  return (
    <header class="header">
      <span class="logo" aria-hidden="true">{language.value === "zh" ? "联" : "L"}</span>
      <strong class="name">{t("brand")}</strong>
      <div class="about">
        <h1 title={heading.value}>{heading.value}</h1>
        <p>{t("counts", { docs: d.documents.length, nodes: d.things.length, edges: d.relations.length })}</p>
      </div>
      <Search />
      <div class="acts">
        <button onClick={undo} disabled={!canUndo.value} title="Ctrl+Z">{t("undo")}</button>
        <button onClick={redo} disabled={!canRedo.value} title="Ctrl+Y">{t("redo")}</button>
        <button onClick={() => present(0)} title="P">{t("present")}</button>
        <Menu name={t("views")}><ViewsMenu /></Menu>
        <button onClick={() => void copy(location.href, t(source.served ? "copiedHere" : "copied"))}>{t("share")}</button>
        <Menu name={t("export")} strong><ExportMenu /></Menu>
        <button onClick={switchLanguage} lang={language.value === "zh" ? "en" : "zh-CN"}>{language.value === "zh" ? "English" : "中文"}</button>
      </div>
    </header>
  );
}

function Search() {
  const d = data.value!;
  const [text, setText] = useState("");
  const [label, setLabel] = useState("");
  const [at, setAt] = useState(0);
  const [open, setOpen] = useState(false);
  const { hits, total } = open ? search(d, text, label || null) : { hits: [], total: 0 };
  const choose = (hit: Hit | undefined) => {
    if (!hit) return;
    setOpen(false);
    goTo(hit.thing.index);
    document.getElementById("map")?.focus();
  };
  const onKey = (e: KeyboardEvent) => {
    if (e.key === "ArrowDown" || e.key === "ArrowUp") {
      e.preventDefault();
      setAt((at + (e.key === "ArrowDown" ? 1 : hits.length - 1)) % Math.max(hits.length, 1));
    } else if (e.key === "Enter") choose(hits[at]);
    else if (e.key === "Escape") (setOpen(false), (e.currentTarget as HTMLElement).blur());
  };
  const present = useMemo(() => {
    const met = new Set(d.things.map((thing) => thing.label));
    return Object.keys(d.legend.labels).filter((name) => met.has(name));
  }, [d]);
  return (
    <div class="search" role="search" onFocusOut={(e) => !(e.currentTarget as HTMLElement).contains(e.relatedTarget as Node) && setOpen(false)}>
      <input
        id="search" type="search" role="combobox" list={undefined} aria-expanded={open && text !== ""} aria-controls="hits" aria-activedescendant={hits[at] ? `hit-${at}` : undefined} aria-label={t("searchHint")}
        placeholder={t("searchHint")} value={text} autocomplete="off" onFocus={() => setOpen(true)} onInput={(e) => (setText(e.currentTarget.value), setAt(0), setOpen(true))} onKeyDown={onKey}
      />
      <kbd aria-hidden="true">/</kbd>
      {open && text.trim() !== "" && (
        <div class="hits">
          <div class="chips">
            {["", ...present].map((name) => (
              <button key={name} aria-pressed={label === name} onMouseDown={(e) => e.preventDefault()} onClick={() => (setLabel(name), setAt(0))}>{name ? said(d.legend.labels[name]) : t("allLabels")}</button>
            ))}
          </div>
          <ul id="hits" role="listbox" aria-label={t("searchHint")}>
            {hits.map((hit, k) => (
              <li key={hit.thing.id} id={`hit-${k}`} role="option" aria-selected={k === at} onMouseDown={(e) => e.preventDefault()} onClick={() => choose(hit)}>
                <Glyph label={hit.thing.label} />
                <span class="grow">{hit.thing.name}</span>
                <span class="muted">{hit.thing.place ?? ""} {said(d.legend.labels[hit.thing.label])}</span>
              </li>
            ))}
          </ul>
          {total === 0 ? <p class="muted">{t("noHits", { text: text.slice(0, 40) })}</p> : total > hits.length && <p class="muted">{t("hits", { shown: hits.length, all: total })}</p>}
        </div>
      )}
    </div>
  );
}
