/** A button that opens a small panel under itself. */

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";

export function Menu({ name, strong = false, children }: { name: string; strong?: boolean; children: ComponentChildren }) {
  const [open, setOpen] = useState(false);
  return (
    <div
      class="menu"
      onFocusOut={(e) => e.relatedTarget && !(e.currentTarget as HTMLElement).contains(e.relatedTarget as Node) && setOpen(false)}
      onKeyDown={(e) => e.key === "Escape" && (setOpen(false), e.stopPropagation(), (e.currentTarget as HTMLElement).querySelector("button")?.focus())}
    >
      <button class={strong ? "strong" : ""} aria-expanded={open} onClick={() => setOpen(!open)}>{name} ▾</button>
      {open && <div class="sheet">{children}</div>}
    </div>
  );
}
