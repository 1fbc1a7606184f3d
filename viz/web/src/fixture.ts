/** A small invented graph for tests. */

import { decode, type Dataset } from "./data";

type NodeRow = [string, string, string, string?, number[]?];

/** Build a data set out of short rows: nodes `[id, label, name, pinyin, documents]`, edges `[type, source, target, status, document, quote]`. */
export function dataset(nodes: NodeRow[], edges: [string, string, string, string?, number?, string?][], more: Record<string, unknown> = {}): Dataset {
  const at = new Map(nodes.map(([id], k) => [id, k]));
  const words = { zh: "", en: "" };
  return decode({
    snapshot: "s", title: "", language: "zh",
    legend: {
      labels: Object.fromEntries(["Organisation", "Brand", "Base", "Indicator", "Commitment"].map((l) => [l, { ...words, glyph: "部", kinds: {} }])),
      relations: { LEADS: { zh: "牵头", en: "leads", zh_reverse: "牵头单位", en_reverse: "is led by", symmetric: false } }, statuses: {}, absences: {}, severities: {}, gap_rules: {},
    },
    theme: {
      labels: { Organisation: { colour: "#123456", shape: "rectangle" }, Brand: { colour: "#123456", shape: "octagon" }, Base: { colour: "#123456", shape: "ellipse" } },
      lines: { fact: { colour: "#777777", dash: [], width: 1 }, planned: { colour: "#777777", dash: [9, 4], width: 1 }, missing: { colour: "#d00000", dash: [7, 5], width: 2 }, gap: { colour: "#d00000", dash: [7, 5], width: 2 }, suggestion: { colour: "#b26a00", dash: [2, 4], width: 2 } },
      severities: { high: { fill: "#d00000" } }, surfaces: { paper: "#ffffff", ink: "#000000" }, fonts: { sans: ["sans-serif"] }, sizes: { node: 28, hub: 40, hub_degree: 6, label: 13, line_height: 17 },
    },
    documents: [["d0", "a.txt", "甲报告", "summary", 2023, "浙江省", null, false], ["d1", "b.txt", "乙报告", "summary", 2025, "浙江省", null, false]],
    nodes: nodes.map(([id, label, name, pinyin = "", docs = [0]], k) => [id, label, null, name, [], "浙江省云溪县", false, pinyin, [name], k * 100, 0, [k * 90, 0], {}, docs.map((d) => [d, 0, 1])]),
    edges: edges.map(([type, source, target, status = "done", doc = 0, quote = "某单位牵头"]) => [type, at.get(source), at.get(target), status, false, 900, null, null, [[doc, 0, quote.length, quote, "", "r", 900, false, null]]]),
    findings: [], suggestions: [], regions: [], tray: [], texts: null, questions: [], stopped: {}, ...more,
  });
}

/** Two bodies, two brands, a base that nothing joins. */
export const town = (more: Record<string, unknown> = {}): Dataset =>
  dataset(
    [["o1", "Organisation", "县委统战部", "xian wei tong zhan bu"], ["o2", "Organisation", "文旅局", "wen lv ju"], ["b1", "Brand", "溪畔石榴", "xi pan shi liu"], ["b2", "Brand", "渡口灯火", "du kou deng huo", [1]], ["x1", "Base", "渡口旧址", "du kou jiu zhi"]],
    [["LEADS", "o1", "b1"], ["LEADS", "o2", "b2", "planned", 1], ["LEADS", "o1", "o2"]],
    more,
  );
