/** The ways to look beside the map. */

import type { FunctionComponent } from "preact";
import type { Pane } from "../state";
import { AskPane } from "./ask";
import { ComparePane } from "./compare";
import { MatrixPane } from "./matrix";
import { TablePane } from "./table";
import { TextPane } from "./text";
import { TimePane } from "./time";

export const PANES: Record<Exclude<Pane, "map">, FunctionComponent> = { table: TablePane, matrix: MatrixPane, time: TimePane, compare: ComparePane, text: TextPane, ask: AskPane };
