/** Links worth making, in the look that no fact has. */

import { data, goTo } from "../app";
import type { Suggestion } from "../data";
import { said, t } from "../words";
import { Glyph } from "./glyph";
import { short } from "./long";

/** Suggestions as cards, each with its reasons and a button to the end that is not in sight. */
export function Suggested({ found, seen }: { found: Suggestion[]; seen: number[] }) {
  const d = data.value!;
  if (!found.length) return null;
  return (
    <>
      <h3 class="sub warm">{t("suggestion")}</h3>
      {found.map((s) => (
        <div class="suggested" key={`${s.source}-${s.target}`}>
          {[s.source, s.target].filter((i) => !seen.includes(i)).map((i) => (
            <button key={i} class="thing" onClick={() => goTo(i)}><Glyph label={d.things[i].label} /><span>{short(d.things[i].name, 120)}</span></button>
          ))}
          <p>{said(s.reason)}</p>
        </div>
      ))}
    </>
  );
}
