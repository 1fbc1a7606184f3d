/** A document's text cut into pieces: plain, or a mention of a thing, with the sentences of chosen relations marked. Pure. */

import type { Dataset } from "./data";

export interface Piece {
  start: number;
  text: string;
  thing: number | null;
  proof: boolean;
}

/** Cut a text at the ends of mentions and proofs. Offsets count characters, not UTF-16 units. Of overlapping mentions the longest stays. */
export function passages(data: Dataset, doc: number, proofs: { start: number; end: number }[]): Piece[] {
  const characters = [...(data.texts?.[doc] ?? "")];
  const spans = data.things
    .flatMap((t) => t.mentions.filter((m) => m.doc === doc).map((m) => ({ start: m.start, end: m.end, thing: t.index })))
    .sort((a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start || a.thing - b.thing);
  const owner = new Int32Array(characters.length).fill(-1);
  for (const s of spans) {
    if (s.start < 0 || s.end > characters.length || owner.subarray(s.start, s.end).some((o) => o >= 0)) continue;
    if (s.end - s.start > 40) continue;
    owner.fill(s.thing, s.start, s.end);
  }
  const proved = new Uint8Array(characters.length);
  for (const p of proofs) proved.fill(1, Math.max(0, p.start), Math.min(characters.length, p.end));
  const pieces: Piece[] = [];
  for (let i = 0; i < characters.length; ) {
    let j = i + 1;
    while (j < characters.length && owner[j] === owner[i] && proved[j] === proved[i] && !(owner[i] >= 0 && spans.some((s) => s.thing === owner[i] && s.start === j))) j++;
    pieces.push({ start: i, text: characters.slice(i, j).join(""), thing: owner[i] < 0 ? null : owner[i], proof: proved[i] === 1 });
    i = j;
  }
  return pieces;
}
