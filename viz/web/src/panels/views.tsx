/** Saved views: with name and note, kept in the browser under the snapshot, as a file to take along. */

import { signal } from "@preact/signals";
import { useState } from "preact/hooks";
import { data, download, keep, present, recall, say } from "../app";
import { change, EMPTY, fitted, fromHash, toHash, view, type View } from "../state";
import { t } from "../words";

export interface Saved {
  name: string;
  note: string;
  view: string;
}

const loaded = signal<Saved[] | null>(null);

/** The saved views of this graph. */
export const savedViews = (): Saved[] => (loaded.value ??= recall<Saved[]>("views", []));

function write(next: Saved[]): void {
  loaded.value = next;
  keep("views", next);
}

/** The view that a saved one stands for; what the graph no longer has is left out. */
export const openView = (saved: Saved): View => fitted(fromHash(saved.view, EMPTY), data.value!).view;

const isSaved = (value: any): value is Saved => typeof value?.name === "string" && typeof value?.view === "string";

/** Read a list of views from a file's text. */
export function readViews(text: string): Saved[] | null {
  try {
    const list = JSON.parse(text);
    return Array.isArray(list) && list.every(isSaved) ? list.map((s) => ({ name: s.name, note: String(s.note ?? ""), view: s.view })) : null;
  } catch {
    return null;
  }
}

export function ViewsMenu() {
  const [name, setName] = useState("");
  const [note, setNote] = useState("");
  const list = savedViews();
  const add = (e: Event) => {
    e.preventDefault();
    write([...list, { name: name.trim() || `${t("views")} ${list.length + 1}`, note, view: toHash(view.value, EMPTY) }]);
    setName("");
    setNote("");
  };
  const bring = async (file: File | undefined) => {
    const views = file && readViews(await file.text());
    if (views) write([...list, ...views]);
    else if (file) say(t("badFile"));
  };
  return (
    <div class="views">
      <form onSubmit={add}>
        <label>{t("viewName")}<input value={name} maxLength={80} onInput={(e) => setName(e.currentTarget.value)} /></label>
        <label>{t("note")}<textarea rows={2} maxLength={500} value={note} onInput={(e) => setNote(e.currentTarget.value)} /></label>
        <button class="strong" type="submit">{t("saveView")}</button>
      </form>
      {list.length === 0 && <p class="muted">{t("noViews")}</p>}
      <ol>
        {list.map((s, k) => (
          <li key={k}>
            <button class="row" onClick={() => change(openView(s))}><span class="grow">{s.name}<small>{s.note}</small></span></button>
            <button class="plain" aria-label={`${t("remove")} ${s.name}`} onClick={() => write(list.filter((_, j) => j !== k))}>✕</button>
          </li>
        ))}
      </ol>
      <p class="acts">
        <button disabled={!list.length} onClick={() => present(0)}>{t("presentViews")}</button>
        <button disabled={!list.length} onClick={() => download(`liantu-views-${data.value!.snapshot || "page"}.json`, JSON.stringify(list, null, 1))}>{t("downloadViews")}</button>
        <label class="button">{t("importViews")}<input type="file" accept="application/json,.json" onChange={(e) => void bring(e.currentTarget.files?.[0])} /></label>
      </p>
    </div>
  );
}
