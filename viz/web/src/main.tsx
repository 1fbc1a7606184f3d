import { effect } from "@preact/signals";
import { render } from "preact";
import { begin, data, writeAddress } from "./app";
import { listenToKeys } from "./keys";
import { Page } from "./panels/page";
import { listenToPrint } from "./panels/sheet";
import { findSource } from "./source";
import { fitted, fromHash, reset, start, view } from "./state";
import "./style.css";

// The address is read before anything writes it: a deep link must not be lost.
void begin(findSource()).then(() => {
  effect(() => {
    if (data.value && view.value) writeAddress();
  });
  addEventListener("hashchange", () => data.value && reset(fitted(fromHash(location.hash, start.value), data.value).view, start.value));
});
listenToKeys();
listenToPrint();
render(<Page />, document.getElementById("app")!);
