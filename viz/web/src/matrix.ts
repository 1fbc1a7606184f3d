/** Rows against columns: which things of one type are related to which of another. Pure. */

import type { Dataset } from "./data";

export interface MatrixTable {
  rows: number[];
  columns: number[];
  /** Relations of a cell by `row:column`. */
  cells: Map<string, number[]>;
  /** Things of either side that have no relation with the other side at all. */
  bareRows: Set<number>;
  bareColumns: Set<number>;
}

/** Make the matrix of two labels out of what a view shows; the best linked first. */
export function makeMatrix(data: Dataset, things: number[], relations: number[], rowLabel: string, columnLabel: string): MatrixTable {
  const pick = (label: string) => things.filter((i) => data.things[i].label === label);
  const [rowSet, columnSet] = [new Set(pick(rowLabel)), new Set(pick(columnLabel))];
  const cells = new Map<string, number[]>();
  const weight = new Map<string, number>();
  const put = (row: number, column: number, r: number) => {
    const key = `${row}:${column}`;
    cells.set(key, [...(cells.get(key) ?? []), r]);
    weight.set(`r${row}`, (weight.get(`r${row}`) ?? 0) + 1);
    weight.set(`c${column}`, (weight.get(`c${column}`) ?? 0) + 1);
  };
  for (const i of relations) {
    const { source, target } = data.relations[i];
    if (rowSet.has(source) && columnSet.has(target)) put(source, target, i);
    if (rowSet.has(target) && columnSet.has(source) && source !== target) put(target, source, i);
  }
  const sorted = (set: Set<number>, side: string) => [...set].sort((a, b) => (weight.get(side + b) ?? 0) - (weight.get(side + a) ?? 0) || a - b);
  return {
    rows: sorted(rowSet, "r"), columns: sorted(columnSet, "c"), cells,
    bareRows: new Set([...rowSet].filter((i) => !weight.has(`r${i}`))), bareColumns: new Set([...columnSet].filter((i) => !weight.has(`c${i}`))),
  };
}
