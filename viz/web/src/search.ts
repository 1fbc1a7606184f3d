/** Search by name, alias, pinyin and initials. */

import type { Dataset, Thing } from "./data";

export interface Hit {
  thing: Thing;
  /** Lower is better: 0 whole name, 1 beginning, 2 inside the name, 3 alias or pinyin. */
  rank: number;
}

const order = (a: Hit, b: Hit): number => a.rank - b.rank || b.thing.edges.length - a.thing.edges.length || a.thing.index - b.thing.index;

/** Find things. Spaces between syllables and the width of letters do not matter; all hits are counted, the best `limit` returned. */
export function search(data: Dataset, text: string, label: string | null = null, limit = 30): { hits: Hit[]; total: number } {
  const wanted = text.normalize("NFKC").toLowerCase().replace(/\s+/g, "");
  if (!wanted) return { hits: [], total: 0 };
  const hits: Hit[] = [];
  let total = 0;
  let worst: Hit | null = null;
  for (const thing of data.things) {
    if (label && thing.label !== label) continue;
    const at = thing.searched.indexOf(wanted);
    if (at < 0) continue;
    total++;
    const length = thing.searched.indexOf("\n");
    const rank = at === 0 ? (length === wanted.length ? 0 : 1) : at < length ? 2 : thing.searched[at - 1] === "\n" ? 2.5 : 3;
    const hit = { thing, rank };
    if (worst && order(hit, worst) > 0) continue;
    hits.push(hit);
    // One letter meets half of a large graph: only what may come among the best is ever sorted.
    if (hits.length >= 8 * limit) {
      hits.sort(order).length = limit;
      worst = hits[limit - 1];
    }
  }
  return { hits: hits.sort(order).slice(0, limit), total };
}
