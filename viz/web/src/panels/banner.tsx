/** What changed behind the page: a new snapshot, files that failed, a program that went away. */

import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { data, source } from "../app";
import type { Status } from "../source";
import { t } from "../words";

const EVERY = 10_000;
const state = signal<Status | "gone" | null>(null);
const dismissed = signal(false);

async function look(): Promise<void> {
  try {
    state.value = await source.status();
  } catch {
    state.value = "gone";
  }
}

export function Banner() {
  useEffect(() => {
    if (!source.served) return;
    void look();
    const timer = setInterval(() => void look(), EVERY);
    addEventListener("focus", look);
    return () => (clearInterval(timer), removeEventListener("focus", look));
  }, []);
  const now = state.value;
  if (now === "gone") return <p class="banner warn" role="alert">{t("serverGone")} <button onClick={() => void look()}>{t("retry")}</button></p>;
  if (now && now.snapshot !== data.value!.snapshot) return <p class="banner" role="status">{t("swapped")} <button class="strong" onClick={() => location.reload()}>{t("load")}</button></p>;
  if (now && now.failures > 0 && !dismissed.value) return <p class="banner" role="status">{t("failures", { n: now.failures })} <button onClick={() => (dismissed.value = true)}>{t("close")}</button></p>;
  return null;
}
