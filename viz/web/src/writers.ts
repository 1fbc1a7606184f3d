/** Text formats of a view: CSV, GraphML, GEXF and Cypher. Pure. Facts only: suggestions and gaps are not written. */

import type { Dataset, Relation, Thing } from "./data";

type Write = (data: Dataset, things: number[], relations: number[]) => string;

// What XML 1.0 cannot hold is left out; what means something in it is escaped.
const xml = (text: string): string =>
  // eslint-disable-next-line no-control-regex
  text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "")
    .replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;").replace(/\n/g, "&#10;").replace(/\t/g, "&#9;").replace(/\r/g, "&#13;");

// A cell that a spreadsheet would run as a formula is given an apostrophe (OWASP, CSV injection).
const cell = (value: string | number): string => {
  const text = typeof value === "string" && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\n\r]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
};

const string = (text: string): string => `'${text.replace(/\\/g, "\\\\").replace(/'/g, "\\'").replace(/\n/g, "\\n").replace(/\r/g, "\\r")}'`;

const quoteOf = (r: Relation): string => r.evidence[0]?.quote ?? "";

const csv: Write = (data, _things, relations) => {
  const head = ["source", "source_label", "relation", "relation_zh", "target", "target_label", "status", "confidence", "quote", "document", "section"];
  const rows = relations.map((i) => {
    const r = data.relations[i];
    const [a, b] = [data.things[r.source], data.things[r.target]];
    const e = r.evidence[0];
    return [a.name, a.label, r.type, data.legend.relations[r.type]?.zh ?? "", b.name, b.label, r.status, r.confidence, quoteOf(r), data.documents[e?.doc]?.title ?? "", e?.section ?? ""];
  });
  return `\ufeff${[head, ...rows].map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
};

const graphml: Write = (data, things, relations) => {
  const keys = [["name", "node"], ["label", "node"], ["kind", "node"], ["jurisdiction", "node"], ["type", "edge"], ["status", "edge"], ["confidence", "edge"], ["quote", "edge"]];
  const datum = (key: string, value: string | number | null) => (value === null || value === "" ? "" : `<data key="${key}">${xml(String(value))}</data>`);
  const node = (t: Thing) => `<node id="${xml(t.id)}">${datum("name", t.name)}${datum("label", t.label)}${datum("kind", t.kind)}${datum("jurisdiction", t.place)}</node>`;
  const edge = (r: Relation) =>
    `<edge id="e${r.index}" source="${xml(data.things[r.source].id)}" target="${xml(data.things[r.target].id)}">${datum("type", r.type)}${datum("status", r.status)}${datum("confidence", r.confidence)}${datum("quote", quoteOf(r))}</edge>`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>', '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
    ...keys.map(([key, on]) => `<key id="${key}" for="${on}" attr.name="${key}" attr.type="${key === "confidence" ? "int" : "string"}"/>`),
    '<graph edgedefault="directed">', ...things.map((i) => node(data.things[i])), ...relations.map((i) => edge(data.relations[i])), "</graph>", "</graphml>", "",
  ].join("\n");
};

const gexf: Write = (data, things, relations) => {
  const value = (key: string, text: string | number | null) => (text === null || text === "" ? "" : `<attvalue for="${key}" value="${xml(String(text))}"/>`);
  const node = (t: Thing) => `<node id="${xml(t.id)}" label="${xml(t.name)}"><attvalues>${value("label", t.label)}${value("jurisdiction", t.place)}</attvalues></node>`;
  const edge = (r: Relation) =>
    `<edge id="e${r.index}" source="${xml(data.things[r.source].id)}" target="${xml(data.things[r.target].id)}" label="${xml(data.legend.relations[r.type]?.zh ?? r.type)}"><attvalues>${value("type", r.type)}${value("status", r.status)}${value("quote", quoteOf(r))}</attvalues></edge>`;
  const attributes = (on: string, names: string[]) => `<attributes class="${on}">${names.map((n) => `<attribute id="${n}" title="${n}" type="string"/>`).join("")}</attributes>`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>', '<gexf xmlns="http://gexf.net/1.3" version="1.3">', '<graph defaultedgetype="directed">', attributes("node", ["label", "jurisdiction"]), attributes("edge", ["type", "status", "quote"]),
    "<nodes>", ...things.map((i) => node(data.things[i])), "</nodes>", "<edges>", ...relations.map((i) => edge(data.relations[i])), "</edges>", "</graph>", "</gexf>", "",
  ].join("\n");
};

const cypher: Write = (data, things, relations) =>
  [
    ...things.map((i) => {
      const t = data.things[i];
      const place = t.place ? `, n.jurisdiction = ${string(t.place)}` : "";
      return `MERGE (n:${t.label} {id: ${string(t.id)}}) SET n.name = ${string(t.name)}${place};`;
    }),
    ...relations.map((i) => {
      const r = data.relations[i];
      const [a, b] = [data.things[r.source], data.things[r.target]];
      return `MATCH (a:${a.label} {id: ${string(a.id)}}), (b:${b.label} {id: ${string(b.id)}}) MERGE (a)-[r:${r.type} {status: ${string(r.status)}}]->(b) SET r.confidence = ${r.confidence}, r.quote = ${string(quoteOf(r))};`;
    }),
    "",
  ].join("\n");

export const WRITERS: Record<string, { name: string; type: string; write: Write }> = {
  csv: { name: "CSV", type: "text/csv", write: csv },
  graphml: { name: "GraphML", type: "application/xml", write: graphml },
  gexf: { name: "GEXF", type: "application/xml", write: gexf },
  cypher: { name: "Cypher", type: "text/plain", write: cypher },
};

export { cell, xml };
