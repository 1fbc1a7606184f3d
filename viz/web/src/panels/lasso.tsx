/** Draw a line round things to choose them. */

import { useRef, useState } from "preact/hooks";
import { chart, choose } from "../app";
import { inside, type Point } from "../polygon";
import { t } from "../words";

export function Lasso({ done }: { done: () => void }) {
  const [points, setPoints] = useState<Point[]>([]);
  const drawing = useRef(false);
  const at = (e: PointerEvent): Point => {
    const box = (e.currentTarget as SVGElement).getBoundingClientRect();
    return [e.clientX - box.left, e.clientY - box.top];
  };
  const end = () => {
    if (!drawing.current) return;
    drawing.current = false;
    choose(chart.value!.standing().filter(({ at: point }) => inside(points, point)).map(({ index }) => index));
    done();
  };
  return (
    <svg
      class="lasso" role="img" aria-label={t("lasso")}
      onPointerDown={(e) => ((drawing.current = true), e.currentTarget.setPointerCapture(e.pointerId), setPoints([at(e)]))} onPointerMove={(e) => drawing.current && setPoints([...points, at(e)])} onPointerUp={end}
    >
      <polygon points={points.map((p) => p.join(",")).join(" ")} />
    </svg>
  );
}
