import { describe, expect, test } from "vitest";
import { dataset, town } from "./fixture";
import { arrange } from "./arrange";
import { frames, placeLabels, placesOf, towards, usesCore } from "./layouts";
import { makeMatrix } from "./matrix";
import { passages } from "./passages";
import { inside } from "./polygon";
import { search } from "./search";
import { EMPTY, type View } from "./state";
import { svg } from "./svg";
import { makeScene } from "./scene";
import { ALL_WORDS, language, meaning } from "./words";
import { cell, WRITERS, xml } from "./writers";
import { compare, countYears } from "./years";

/** Milliseconds of the quickest of several runs: the others measure what else this machine does. */
const quickest = (work: () => unknown): number =>
  Math.min(...Array.from({ length: 5 }, () => {
    const from = performance.now();
    work();
    return performance.now() - from;
  }));

describe("search", () => {
  const found = (text: string, label?: string) => search(town(), text, label).hits.map((h) => h.thing.id);
  test.each([["溪畔", ["b1"]], ["xps", ["b1"]], ["xi pan", ["b1"]], ["xipanshiliu", ["b1"]], ["DK", ["b2", "x1"]], ["ｘｐｓ", ["b1"]], ["xi　pan", ["b1"]], ["  ", []], ["没有", []]])("%s finds %s", (text, ids) => {
    expect(found(text)).toEqual(ids);
  });
  test("a type chip narrows", () => expect(found("dk", "Base")).toEqual(["x1"]));
  test("the whole name comes before a part, a name before pinyin", () => {
    const data = dataset([["a", "Brand", "大灯火"], ["b", "Brand", "灯火"], ["c", "Brand", "等候", "灯火"]], []);
    expect(search(data, "灯火").hits.map((h) => h.thing.id)).toEqual(["b", "a", "c"]);
  });
  test("50,000 names are searched within 50 ms", () => {
    const data = dataset(Array.from({ length: 50_000 }, (_, k) => [`n${k}`, "Brand", `第${k}品牌`, "di pin pai"]), []);
    expect(search(data, "49999").total).toBe(1);
    expect(quickest(() => search(data, "49999"))).toBeLessThan(50);
    expect(quickest(() => search(data, "第"))).toBeLessThan(50);
  });
  test("of more hits than are shown the best are shown and all are counted", () => {
    const data = dataset(Array.from({ length: 3000 }, (_, k) => [`n${k}`, "Brand", `${"甲".repeat((k * 7) % 5)}乙${k}`, "yi"]), []);
    const { hits, total } = search(data, "乙", null, 10);
    expect(total).toBe(3000);
    expect(hits.map((h) => h.rank)).toEqual(Array(10).fill(1));
    expect(hits.map((h) => h.thing.index)).toEqual(data.things.filter((thing) => thing.name.startsWith("乙")).slice(0, 10).map((thing) => thing.index));
  });
});

describe("labels and places", () => {
  const label = (index: number, x: number, weight: number) => ({ index, x, y: 0, lines: ["四个字的"], weight, half: 14 });
  test("of two labels that would cover each other the heavier is written", () => {
    expect([...placeLabels([label(0, 0, 1), label(1, 30, 2)], 1, 12)]).toEqual([1]);
    expect(placeLabels([label(0, 0, 1), label(1, 300, 2)], 1, 12).size).toBe(2);
  });
  test("a blocked box keeps labels out", () => {
    expect(placeLabels([label(0, 0, 1)], 1, 12, [{ x1: -10, y1: 0, x2: 10, y2: 40 }]).size).toBe(0);
  });
  test("an arrow key takes the neighbour in its direction, none behind", () => {
    const near = [{ index: 1, place: { x: 100, y: 5 } }, { index: 2, place: { x: 60, y: 55 } }, { index: 3, place: { x: -50, y: 0 } }];
    expect(towards({ x: 0, y: 0 }, near, 1, 0)).toBe(1);
    expect(towards({ x: 0, y: 0 }, near, 0, 1)).toBe(2);
    expect(towards({ x: 0, y: 0 }, near, 0, -1)).toBeNull();
  });
  test("a pinned thing stands where it was put; without figures and tasks the closer map is used", () => {
    const at = (view: View, data = town()) => placesOf(data, view, [2], []).get(2)!;
    expect(at({ ...EMPTY, pins: { b1: [7, 8] } })).toEqual({ x: 7, y: 8 });
    const view = { ...EMPTY, off: ["Commitment", "Indicator"] };
    expect(usesCore(view)).toBe(true);
    expect(at(view).x).toBe(180);
    expect(at(EMPTY).x).toBe(200);
  });
  test("a figure on the closer map stands beside what it belongs to", () => {
    const data = dataset([["o", "Organisation", "甲"], ["i", "Indicator", "人次"]], [["LEADS", "i", "o"]]);
    data.things[1].core = null;
    const places = placesOf(data, { ...EMPTY, off: ["Commitment", "Indicator"], node: "i" }, [0, 1], [0]);
    const [a, b] = [places.get(0)!, places.get(1)!];
    expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeLessThan(140);
  });
  test("a part that the reader chose is placed anew, a whole is not", () => {
    const data = town();
    const whole = placesOf(data, EMPTY, [0, 1, 2], [0, 2]);
    const part = placesOf(data, { ...EMPTY, only: ["o1", "o2", "b1"] }, [0, 1, 2], [0, 2]);
    expect(whole.get(0)).toEqual({ x: 0, y: 0 });
    expect([...part.values()]).not.toEqual([...whole.values()]);
  });
  test("frames hold every thing once, the largest first, without overlap", () => {
    const data = town();
    const made = frames(data, [0, 1, 2, 3, 4], (thing) => thing.label);
    expect(made.map((f) => [f.key, f.places.size])).toEqual([["Brand", 2], ["Organisation", 2], ["Base", 1]]);
    const all = made.flatMap((f) => [...f.places.values()].map((p) => `${p.x} ${p.y}`));
    expect(new Set(all).size).toBe(5);
  });
  test("a point is inside a polygon or not", () => {
    expect(inside([[0, 0], [10, 0], [10, 10], [0, 10]], [5, 5])).toBe(true);
    expect(inside([[0, 0], [10, 0], [10, 10], [0, 10]], [15, 5])).toBe(false);
    expect(inside([], [0, 0])).toBe(false);
  });
});

describe("arranging a part", () => {
  const room = { wide: 118, high: 76, above: 18 };
  const overlaps = (places: { x: number; y: number }[]) =>
    places.flatMap((a, i) => places.slice(i + 1).filter((b) => Math.abs(a.x - b.x) < room.wide - 2 && Math.abs(a.y - b.y) < room.high - 2)).length;
  const rooms = (n: number) => Array.from({ length: n }, () => room);
  test.each([
    ["a star", 41, (k: number): [number, number] => [0, k]],
    ["a tree", 60, (k: number): [number, number] => [Math.floor(k / 3), k]],
    ["a chain", 30, (k: number): [number, number] => [k - 1, k]],
  ])("no label of %s covers another", (_, n, edge) => {
    const places = arrange(rooms(n), Array.from({ length: n - 1 }, (_, k) => edge(k + 1)));
    expect(overlaps(places)).toBe(0);
  });
  test("things without relation stand below, and the same input gives the same places", () => {
    const edges: [number, number][] = [[0, 1], [1, 2], [2, 0]];
    const places = arrange(rooms(8), edges);
    expect(overlaps(places)).toBe(0);
    expect(Math.min(...places.slice(3).map((p) => p.y))).toBeGreaterThan(Math.max(...places.slice(0, 3).map((p) => p.y)));
    expect(arrange(rooms(8), edges)).toEqual(places);
  });
  test("nothing and one thing can be placed too", () => {
    expect(arrange([], [])).toEqual([]);
    expect(arrange([room], [])).toHaveLength(1);
  });
});

describe("matrix, years, comparison", () => {
  test("cells hold relations of either direction, bare rows none", () => {
    const m = makeMatrix(town(), [0, 1, 2, 3, 4], [0, 1, 2], "Brand", "Organisation");
    expect([...m.cells]).toEqual([["2:0", [0]], ["3:1", [1]]]);
    expect(makeMatrix(town(), [0, 1, 2, 4], [0], "Organisation", "Brand").bareRows).toEqual(new Set([1]));
  });
  test("years are counted without holes", () => {
    expect(countYears(town(), [0, 1, 2, 3, 4])).toEqual([{ year: 2023, things: 4, relations: 2 }, { year: 2024, things: 0, relations: 0 }, { year: 2025, things: 2, relations: 1 }]);
  });
  test("two documents side by side", () => {
    const parts = compare(town(), "d:d0", "d:d1");
    expect([parts.left.length, parts.both.length, parts.right]).toEqual([4, 0, [3]]);
    expect(compare(town(), "y:2023", "y:2025").right).toEqual([3]);
  });
});

describe("reading view", () => {
  test("offsets count characters, not UTF-16 units; pieces give the text back", () => {
    const data = dataset([["a", "Brand", "石榴"]], [], { texts: ["😀石榴红了", null] });
    data.things[0].mentions = [{ doc: 0, start: 1, end: 3 }];
    const pieces = passages(data, 0, [{ start: 1, end: 5 }]);
    expect(pieces.map((p) => p.text)).toEqual(["😀", "石榴", "红了"]);
    expect(pieces.map((p) => p.thing)).toEqual([null, 0, null]);
    expect(pieces.map((p) => p.proof)).toEqual([false, true, true]);
  });
  test("of overlapping mentions the longest is kept", () => {
    const data = dataset([["a", "Brand", "石榴"], ["b", "Organisation", "石榴办"]], [], { texts: ["石榴办公室", null] });
    data.things[0].mentions = [{ doc: 0, start: 0, end: 2 }];
    data.things[1].mentions = [{ doc: 0, start: 0, end: 3 }];
    expect(passages(data, 0, []).map((p) => [p.text, p.thing])).toEqual([["石榴办", 1], ["公室", null]]);
  });
});

describe("what is written out", () => {
  test("a cell that a spreadsheet would run is disarmed", () => {
    expect([cell("=1+1"), cell("@x"), cell('a"b,c'), cell(-3)]).toEqual(["'=1+1", "'@x", '"a""b,c"', "-3"]);
  });
  test("XML holds nothing that breaks it", () => expect(xml('<a href="x">&\u0000\ud800')).toBe("&lt;a href=&quot;x&quot;&gt;&amp;"));
  test.each(Object.keys(WRITERS))("%s holds every shown relation with its sentence and nothing else", (name) => {
    const text = WRITERS[name].write(town(), [0, 2], [0]);
    expect(text).toContain("某单位牵头");
    expect(text).toContain("溪畔石榴");
    expect(text).not.toContain("渡口");
  });
  test("a quote in a name cannot end a Cypher string", () => {
    const data = dataset([["a'", "Brand", "x'}) DETACH DELETE n //\\"]], []);
    expect(WRITERS.cypher.write(data, [0], [])).toBe("MERGE (n:Brand {id: 'a\\''}) SET n.name = 'x\\'}) DETACH DELETE n //\\\\', n.jurisdiction = '浙江省云溪县';\n");
  });
  test("SVG shows names as text", () => {
    const data = dataset([["a", "Brand", "<script>alert(1)</script>"], ["b", "Base", "乙"]], [["LEADS", "a", "b", "planned"]]);
    const text = svg(data, makeScene(data, EMPTY, []), EMPTY);
    expect(text).not.toContain("<script");
    expect(text).toContain('stroke-dasharray="9 4"');
  });
  test("SVG for paper carries halos and pills, and writes names so that they can be read", () => {
    const gap = { id: "g", rule: "sites_unlinked", severity: "high" as const, absence: "stated", nodes: [{ id: "o1", label: "Organisation", name: "" }, { id: "x1", label: "Base", name: "" }], evidence: [], documents: [], message: "", next_step: "", status: "open" };
    const data = town({ findings: [gap] });
    const scene = makeScene(data, EMPTY, data.findings);
    const text = svg(data, scene, EMPTY, { outlines: [{ id: "g", fill: "#d00000", d: "M0 0Z" }], paper: { wide: 300, high: 150 } });
    expect(text).toContain('d="M0 0Z"');
    expect(text).toContain(">sites_unlinked</text>");
    const [, width, , size] = /viewBox="\S+ \S+ (\d+) (\d+)" width="(\d+)"/.exec(text)!.map(Number) as unknown as [string, number, number, number];
    const fonts = [...text.matchAll(/<text font-size="([\d.]+)"/g)].map((m) => (Number(m[1]) * size) / width);
    expect(fonts.length).toBeGreaterThan(0);
    expect(Math.min(...fonts)).toBeGreaterThan(7.5);
    expect(svg(data, scene, { ...EMPTY, gaps: false }, { outlines: [{ id: "g", fill: "#d00000", d: "M0 0Z" }] })).not.toContain("M0 0Z");
  });
});

test("every word is there in both languages, with the same places to fill", () => {
  for (const [name, [zh, en]] of Object.entries(ALL_WORDS)) {
    expect(zh && en, name).toBeTruthy();
    const places = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((m) => m[1]).sort().join();
    expect(places(zh), name).toBe(places(en));
  }
});

describe("words of the model in an answer", () => {
  const legend = { statuses: { planned: { zh: "计划", en: "planned" } }, labels: { Brand: { zh: "品牌", en: "Brand", glyph: "牌", kinds: { work_brand: "工作" } } }, relations: { LEADS: { zh: "牵头", en: "leads" } } } as any;
  test.each([["status", "planned", "计划"], ["other_label", "Brand", "品牌"], ["relation", "LEADS", "牵头"], ["kind", "work_brand", "工作"], ["kind", "unheard", "unheard"], ["brand", "planned", "planned"]])("%s %s", (column, text, said) => {
    expect(meaning(legend, column, text)).toBe(said);
  });
  test("in English", () => {
    language.value = "en";
    expect([meaning(legend, "kind", "work_brand"), meaning(legend, "status", "planned")]).toEqual(["work brand", "planned"]);
    language.value = "zh";
  });
});
