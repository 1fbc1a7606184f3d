import { beforeEach, describe, expect, test } from "vitest";
import { town } from "./fixture";
import { canUndo, change, EMPTY, fitted, fromHash, ordered, redo, reset, toggled, toHash, undo, view } from "./state";

beforeEach(() => reset(EMPTY, EMPTY));

describe("every step can be taken back", () => {
  test("undo and redo walk the same steps", () => {
    change({ node: "a" });
    change({ node: "b", off: ["Brand"] });
    undo();
    expect(view.value.node).toBe("a");
    expect(view.value.off).toEqual([]);
    redo();
    expect(view.value.node).toBe("b");
    undo();
    undo();
    expect(view.value).toEqual(EMPTY);
    expect(canUndo.value).toBe(false);
  });

  test("a new step forgets what was taken back", () => {
    change({ node: "a" });
    undo();
    change({ node: "c" });
    redo();
    expect(view.value.node).toBe("c");
  });
});

describe("an address is a view", () => {
  test("the start has an empty address, and only what differs is written", () => {
    expect(toHash(EMPTY)).toBe("");
    expect(decodeURIComponent(toHash({ ...EMPTY, node: "牌:1" }))).toBe('node="牌:1"');
  });

  test("a view survives the way through its address", () => {
    const made = { ...EMPTY, node: "n&#=1", off: ["Brand", "Base"], from: 2023, only: ["a"], pins: { a: [1, -2] as [number, number] }, path: { a: "x", b: null, suggested: true }, gaps: false };
    expect(fromHash(`#${toHash(made)}`)).toEqual(made);
  });

  test.each(["#node=%7B%7D", "#off=3", '#pins={"a":["x",1]}', "#pins=[1]", "#from=%22x%22", "#only={", "#path=3", "#pane=%22constructor%22", "#group=%22x%22", "#__proto__=%7B%22x%22:1%7D"])("what is not understood in %s is left at the start", (hash) => {
    expect(fromHash(hash)).toEqual(EMPTY);
  });

  test("a node that is gone is dropped and told", () => {
    const { view: fit, lost } = fitted({ ...EMPTY, node: "gone", only: ["o1", "gone"] }, town());
    expect([fit.node, fit.only, lost]).toEqual([null, ["o1"], true]);
  });

  test("a place and a document that the graph no longer has leave no empty map", () => {
    const { view: fit, lost } = fitted({ ...EMPTY, place: "别处", docs: ["gone"] }, town());
    expect([fit.place, fit.docs, lost]).toEqual(["", [], true]);
    expect(fitted(EMPTY, town()).lost).toBe(false);
  });
});

test("toggling twice changes nothing", () => {
  expect(toggled(toggled(["a"], "b"), "b")).toEqual(["a"]);
});

test("years the wrong way round are turned", () => {
  expect(ordered({ from: 2025, to: 2023 })).toEqual({ from: 2023, to: 2025 });
  expect(ordered({ from: 2025, to: null })).toEqual({ from: 2025, to: null });
  const { view: fit, lost } = fitted({ ...EMPTY, from: 2025, to: 2023 }, town());
  expect([fit.from, fit.to, lost]).toEqual([2023, 2025, false]);
});
