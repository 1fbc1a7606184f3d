/** A text that may be very long: its beginning, and the whole on demand. */

import { useState } from "preact/hooks";
import { t } from "../words";

/** A text cut to a length, with … where something is left out. */
export const short = (text: string, most: number): string => {
  if (text.length <= most) return text;
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, most).join("")}…`;
};

/** What a text shows at first, and the button that shows the rest of it. */
export function useWhole(text: string, most: number): [string, preact.ComponentChildren] {
  const [whole, setWhole] = useState(false);
  const cut = short(text, most);
  if (cut === text) return [text, null];
  const button = <button type="button" class="plain" aria-expanded={whole} onClick={() => setWhole(!whole)}>{t(whole ? "showLess" : "showWhole", { n: [...text].length })}</button>;
  return [whole ? text : cut, button];
}

export function Long({ text, most }: { text: string; most: number }) {
  const [shown, button] = useWhole(text, most);
  return <>{shown}{button && <> {button}</>}</>;
}
