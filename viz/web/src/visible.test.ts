import { describe, expect, test } from "vitest";
import { dataset, town } from "./fixture";
import { findPath } from "./path";
import { makeScene } from "./scene";
import { EMPTY, type View } from "./state";
import { labelCounts, MOST_DRAWN, neighbours, shown } from "./visible";

const names = (view: Partial<View>, data = town()) => shown(data, { ...EMPTY, ...view }).things.map((i) => data.things[i].id);

describe("filters", () => {
  test("a label that is off takes its things and their relations along", () => {
    const data = town();
    const s = shown(data, { ...EMPTY, off: ["Brand"] });
    expect(s.things.map((i) => data.things[i].id)).toEqual(["o1", "o2", "x1"]);
    expect(s.relations).toEqual([2]);
  });
  test("the legend counts a label as the other filters leave it, even when it is off", () => {
    expect(labelCounts(town(), { ...EMPTY, off: ["Brand"], docs: ["d1"] }).get("Brand")).toBe(1);
  });
  test("years, documents, places", () => {
    expect(names({ from: 2024 })).toEqual(["o2", "b2"]);
    expect(names({ docs: ["d1"] })).toEqual(["b2"]);
    expect(names({ place: "江苏省" })).toEqual([]);
  });
  test("kept only, hidden, and shown in spite of filters", () => {
    expect(names({ only: ["o1", "b1"], hide: ["b1"] })).toEqual(["o1"]);
    expect(names({ off: ["Brand"], more: ["b2"] })).toContain("b2");
  });
  test("a kind of line that is off", () => {
    expect(shown(town(), { ...EMPTY, lineOff: ["planned"] }).relations).toEqual([0, 2]);
    expect(shown(town(), { ...EMPTY, conf: 950 }).relations).toEqual([]);
  });
  test("the chosen thing is drawn even where a filter would hide it", () => {
    expect(names({ off: ["Brand"], node: "b1" })).toContain("b1");
  });
});

describe("communities that open", () => {
  const count = MOST_DRAWN + 100;
  const ids = Array.from({ length: count }, (_, k) => `n${k}`);
  const data = dataset(
    [...ids.map((id) => [id, "Brand", id] as [string, string, string]), ["alone", "Base", "孤"]],
    [...ids.slice(1).map((id, k) => ["LEADS", `n${k}`, id] as [string, string, string])],
    { regions: [["r:a", 0, 0, 10, ids.slice(0, 1000).map((_, k) => k)], ["r:b", 50, 0, 10, ids.slice(1000).map((_, k) => k + 1000)]], tray: [count] },
  );
  test("above the limit nothing but closed communities, the line between them, and the tray", () => {
    const s = shown(data, EMPTY);
    expect(s.things).toEqual([]);
    expect(s.closed).toEqual([{ region: 0, count: 1000 }, { region: 1, count: count - 1000 }]);
    expect(s.bundles).toEqual([{ from: "r0", to: "r1", count: 1 }]);
    expect(s.trayCount).toBe(1);
  });
  test("an open one shows its members", () => {
    const s = shown(data, { ...EMPTY, open: ["r:a"] });
    expect(s.things.length).toBe(1000);
    expect(s.closed).toEqual([{ region: 1, count: count - 1000 }]);
  });
  test("a filter that leaves few shows them one by one", () => {
    expect(shown(data, { ...EMPTY, off: ["Brand"] }).closed).toEqual([]);
  });
});

describe("paths", () => {
  const data = town({ suggestions: [[4, 2, "同地"]] });
  const all = () => true;
  test("the shortest way along facts", () => {
    expect(findPath(data, 2, 3, all, false)!.map((s) => [s.from, s.to])).toEqual([[2, 0], [0, 1], [1, 3]]);
  });
  test("no way is null; a suggestion is a way only when asked for", () => {
    expect(findPath(data, 4, 0, all, false)).toBeNull();
    const steps = findPath(data, 4, 0, all, true)!;
    expect(steps.map((s) => s.suggestion)).toEqual([0, null]);
  });
  test("what the text says is missing is no way", () => {
    const missing = dataset([["a", "Base", "甲"], ["b", "Base", "乙"]], [["LEADS", "a", "b", "missing"]]);
    expect(findPath(missing, 0, 1, all, true)).toBeNull();
  });
});

describe("the scene", () => {
  const gap = { id: "g1", rule: "sites_unlinked", severity: "high", absence: "stated", nodes: [{ id: "b1" }, { id: "b2" }, { id: "x1" }], evidence: [], documents: [], message: "", next_step: "", status: "open" } as any;
  test("a gap of several things gets breaks between them and a halo", () => {
    const data = town({ findings: [gap] });
    const s = makeScene(data, EMPTY, data.findings);
    expect(s.breaks.map((b) => [b.from, b.to])).toEqual([[2, 3], [3, 4], [4, 2]]);
    expect(s.halos).toHaveLength(1);
    expect([...s.severity.keys()]).toEqual([2, 3, 4]);
  });
  test("a gap judged wrong is no longer marked", () => {
    const data = town({ findings: [gap] });
    expect(makeScene(data, EMPTY, [{ ...gap, status: "wrong" }]).severity.size).toBe(0);
  });
  test("the focus of a thing is itself, its neighbours and their relations", () => {
    const s = makeScene(town(), { ...EMPTY, node: "o1" }, []);
    expect([...s.focus!.things].sort()).toEqual([0, 1, 2]);
    expect([...s.focus!.relations].sort()).toEqual([0, 2]);
  });
});

test("neighbours come best linked first", () => {
  expect(neighbours(town(), 0)).toEqual([1, 2]);
});
