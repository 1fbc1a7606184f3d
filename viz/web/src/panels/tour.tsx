/** Three steps at the first opening, which can be switched off for good. */

import { useState } from "preact/hooks";
import { keep, recall } from "../app";
import { t, type Word } from "../words";

const STEPS: Word[] = ["tour1", "tour2", "tour3"];

export function Tour() {
  const [step, setStep] = useState(recall("liantu:tour", false) ? STEPS.length : 0);
  if (step >= STEPS.length) return null;
  const end = () => (keep("liantu:tour", true), setStep(STEPS.length));
  return (
    <section class="tour" role="dialog" aria-label={t("help")}>
      <p class="kicker">{t("tourOf", { n: step + 1 })}</p>
      <p>{t(STEPS[step])}</p>
      {step === STEPS.length - 1 && <p class="muted">{t("keys")}</p>}
      <p class="acts">
        <button class="strong" onClick={() => (step + 1 < STEPS.length ? setStep(step + 1) : end())}>{t(step + 1 < STEPS.length ? "tourNext" : "tourDone")}</button>
        <button onClick={end}>{t("tourSkip")}</button>
      </p>
    </section>
  );
}
