/** Search by name, alias, pinyin and initials. */

import type { Dataset, Thing } from "./data";

export interface Hit {
  thing: Thing;
  /** Lower is better: 0 whole name, 1 beginning, 2 inside the name, 3 alias or pinyin. */
  rank: number;
}

/** Find things. Spaces between syllables do not matter; every part between commas must be found. */
export function search(data: Dataset, text: string, label: string | null = null, limit = 30): { hits: Hit[]; total: number } {
  const wanted = text.trim().toLowerCase().replace(/\s+/g, "");
  if (!wanted) return { hits: [], total: 0 };
  const hits: Hit[] = [];
  for (const thing of data.things) {
    if (label && thing.label !== label) continue;
    const at = thing.searched.indexOf(wanted);
    if (at < 0) continue;
    const length = thing.name.length;
    const rank = at === 0 ? (length === wanted.length ? 0 : 1) : at < length ? 2 : thing.searched[at - 1] === "\n" ? 2.5 : 3;
    hits.push({ thing, rank });
  }
  hits.sort((a, b) => a.rank - b.rank || b.thing.edges.length - a.thing.edges.length || a.thing.index - b.thing.index);
  return { hits: hits.slice(0, limit), total: hits.length };
}
