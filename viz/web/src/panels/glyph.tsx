/** The sign of a label: its colour, shape and character, as on the map. */

import { data } from "../app";

const POINTS: Record<string, string> = {
  octagon: "30,5 70,5 95,30 95,70 70,95 30,95 5,70 5,30", hexagon: "26,6 74,6 98,50 74,94 26,94 2,50", diamond: "50,0 100,50 50,100 0,50", pentagon: "50,3 98,40 80,97 20,97 2,40",
  triangle: "50,2 100,97 0,97", star: "50,0 63,35 100,37 71,60 81,97 50,76 19,97 29,60 0,37 37,35", rhomboid: "0,8 68,8 100,92 32,92", tag: "2,8 68,8 100,50 68,92 2,92",
  "cut-rectangle": "18,6 82,6 98,22 98,78 82,94 18,94 2,78 2,22", barrel: "12,4 88,4 98,24 98,76 88,96 12,96 2,76 2,24",
};

export function Glyph({ label }: { label: string }) {
  const d = data.value!;
  const mark = d.theme.labels[label] ?? { colour: d.theme.surfaces.muted, shape: "rectangle" };
  const points = POINTS[mark.shape];
  const low = mark.shape === "triangle" ? 10 : 0;
  return (
    <svg class="glyph" viewBox="0 0 100 100" aria-hidden="true">
      {points ? <polygon points={points} fill={mark.colour} /> : mark.shape === "ellipse" ? <circle cx="50" cy="50" r="48" fill={mark.colour} /> : <rect x="4" y="4" width="92" height="92" rx={mark.shape === "round-rectangle" ? 24 : 4} fill={mark.colour} />}
      <text x="50" y={70 + low} font-size="56" text-anchor="middle" fill="#fff" font-weight="600">{d.legend.labels[label]?.glyph ?? ""}</text>
    </svg>
  );
}
