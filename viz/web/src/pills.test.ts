import { describe, expect, test } from "vitest";
import { legible, visible } from "./data";
import { placePills, placeWords } from "./pills";

const page = { x1: 0, y1: 0, x2: 1000, y2: 600 };
const thing = (x: number, y: number) => ({ x1: x - 20, y1: y - 20, x2: x + 20, y2: y + 20 });
const pill = (id: string, x: number, y: number) => ({ id, text: "场馆未串联", fill: "#d00", own: [thing(x, y)] });

describe("pills that name gaps", () => {
  test("stay on the page, even beside a thing at its edge", () => {
    for (const [x, y] of [[20, 20], [980, 20], [20, 580], [980, 580], [500, 20]]) {
      const [{ box }] = placePills([pill("a", x, y)], 1, [thing(x, y)], page);
      expect(box.x1).toBeGreaterThanOrEqual(page.x1);
      expect(box.x2).toBeLessThanOrEqual(page.x2);
      expect(box.y1).toBeGreaterThanOrEqual(page.y1);
      expect(box.y2).toBeLessThanOrEqual(page.y2);
    }
  });

  test("never cover each other: one without room is left out", () => {
    const many = Array.from({ length: 40 }, (_, k) => pill(`p${k}`, 500, 300));
    const placed = placePills(many, 1, [thing(500, 300)], page);
    expect(placed.length).toBeGreaterThan(4);
    expect(placed.length).toBeLessThan(40);
    for (const a of placed) for (const b of placed) if (a !== b) expect(a.box.x1 < b.box.x2 && b.box.x1 < a.box.x2 && a.box.y1 < b.box.y2 && b.box.y1 < a.box.y2).toBe(false);
  });

  test("keep clear of things where there is room", () => {
    const [{ box }] = placePills([pill("a", 500, 300)], 1, [thing(500, 300), thing(500, 250)], page);
    expect(box.y1).toBeGreaterThan(320);
  });
});

describe("what relations say", () => {
  const line = (pair: string, text: string, to = { x: 200, y: 0 }) => ({ pair, from: { x: 0, y: 0 }, to, text });

  test("stands in the middle of the line, once for a pair", () => {
    const said = placeWords([line("a b", "承载"), line("a b", "毗邻"), line("a b", "承载")], []);
    expect(said.map((s) => s.text)).toEqual(["承载、毗邻"]);
    expect((said[0].box.x1 + said[0].box.x2) / 2).toBe(100);
  });

  test("moves along the line out of the way, or is left out", () => {
    const [moved] = placeWords([line("a b", "承载")], [thing(100, 0)]);
    expect(moved.box.x2 <= 80 || moved.box.x1 >= 120).toBe(true);
    expect(placeWords([line("a b", "承载", { x: 30, y: 0 })], [thing(0, 0), thing(30, 0)])).toEqual([]);
  });
});

test("what turns text round is not shown; lines of a text stay", () => {
  expect(visible("甲\u202e乙\n丙\u0000")).toBe("甲乙 丙");
  expect(legible("甲\u2066乙\n丙\t")).toBe("甲乙\n丙\t");
});
