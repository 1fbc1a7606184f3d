/** Everything by keyboard. */

import { chart, collapse, data, expand, hideThings, keepOnly, pick, present, presenting, scene, walk } from "./app";
import { change, redo, undo, view } from "./state";
import { neighbours } from "./visible";

const ARROWS: Record<string, [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

const plain = (target: EventTarget | null): boolean => target instanceof HTMLInputElement && target.type === "checkbox";

/** Whether letters and arrows belong to the field that has the focus. */
const typing = (target: EventTarget | null): boolean => target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) && !plain(target);

/** Whether the field holds a text, which has its own undoing; a list, a box to tick and a slider have none. */
const writing = (target: EventTarget | null): boolean => typing(target) && !(target instanceof HTMLSelectElement) && (target as HTMLInputElement).type !== "range";

function chosen(): number[] {
  const d = data.value!;
  const v = view.value;
  return (v.many.length ? v.many : v.node ? [v.node] : []).map((id) => d.at.get(id)!);
}

const visibleNeighbours = (index: number): number[] => neighbours(data.value!, index).filter((i) => scene.value.things.includes(i));

const COMMANDS: Record<string, () => void> = {
  "/": () => document.getElementById("search")?.focus(),
  g: () => change({ gaps: !view.value.gaps }),
  p: () => present(presenting.value === null ? 0 : null),
  e: () => chosen().forEach(expand),
  c: () => chosen().forEach(collapse),
  h: () => hideThings(chosen()),
  k: () => chosen().length && keepOnly(view.value.many.length ? chosen() : chosen().flatMap((i) => [i, ...visibleNeighbours(i)])),
  "0": () => chart.value?.fit(),
  "+": () => chart.value?.zoomBy(1.25),
  "=": () => chart.value?.zoomBy(1.25),
  "-": () => chart.value?.zoomBy(0.8),
};

function onKey(event: KeyboardEvent): void {
  if (!data.value) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if ((event.ctrlKey || event.metaKey) && !event.altKey) {
    if ((key === "z" || key === "y") && !writing(event.target)) {
      event.preventDefault();
      if (key === "y" || event.shiftKey) redo();
      else undo();
    }
    return;
  }
  if (event.altKey || typing(event.target)) return;
  const inMap = event.target instanceof HTMLElement && event.target.closest("#map") !== null;
  if (ARROWS[key] && inMap) {
    event.preventDefault();
    walk(...ARROWS[key]);
  } else if (key === "Enter" && inMap) document.getElementById("panel")?.focus();
  else if (key === "Escape") {
    if (presenting.value !== null) present(null);
    else pick(null);
  } else if (COMMANDS[key]) {
    event.preventDefault();
    COMMANDS[key]();
  }
}

export function listenToKeys(): void {
  addEventListener("keydown", onKey);
}
