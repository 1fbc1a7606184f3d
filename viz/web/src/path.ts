/** The shortest way between two things, along proved relations only, or along suggestions too. */

import { other, type Dataset, type Relation } from "./data";

export interface Step {
  from: number;
  to: number;
  relation: number | null;
  suggestion: number | null;
}

/** Return the steps from `a` to `b`; null where no way leads. Among ways of equal length the first by number is taken. */
export function findPath(data: Dataset, a: number, b: number, passes: (r: Relation) => boolean, suggested: boolean): Step[] | null {
  const came = new Map<number, Step | null>([[a, null]]);
  const beside = new Map<number, { to: number; suggestion: number }[]>();
  if (suggested)
    data.suggestions.forEach((s, k) => {
      for (const [x, y] of [[s.source, s.target], [s.target, s.source]]) beside.set(x, [...(beside.get(x) ?? []), { to: y, suggestion: k }]);
    });
  let front = [a];
  while (front.length && !came.has(b)) {
    const next: number[] = [];
    for (const from of front) {
      for (const e of data.things[from].edges) {
        const relation = data.relations[e];
        const to = other(relation, from);
        if (came.has(to) || !passes(relation) || relation.status === "missing") continue;
        came.set(to, { from, to, relation: e, suggestion: null });
        next.push(to);
      }
      for (const { to, suggestion } of beside.get(from) ?? []) {
        if (came.has(to)) continue;
        came.set(to, { from, to, relation: null, suggestion });
        next.push(to);
      }
    }
    front = next;
  }
  if (!came.has(b)) return null;
  const steps: Step[] = [];
  for (let step = came.get(b); step; step = came.get(step.from)) steps.unshift(step);
  return steps;
}
