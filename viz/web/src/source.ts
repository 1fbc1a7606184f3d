/** Where the page's data and answers come from: the program that serves it, or the file itself. */

import type { Answer } from "./data";
import { t } from "./words";

export interface Decision {
  finding: string;
  rule: string;
  nodes: { label: string; name: string; id: string }[];
  value: string;
  note: string;
  by: string;
}

export interface Status {
  snapshot: string;
  failures: number;
}

export interface Source {
  served: boolean;
  payload(): Promise<Record<string, any>>;
  /** Formats that the program can export. */
  formats(): Promise<string[]>;
  status(): Promise<Status | null>;
  question(name: string, parameters: Record<string, unknown>): Promise<Answer>;
  cypher(text: string): Promise<Answer>;
  decide(decision: Decision): Promise<void>;
  exportAs(format: string, nodes: string[], title: string): Promise<Blob>;
}

async function call(path: string, body?: unknown): Promise<Response> {
  const response = await fetch(path, body === undefined ? {} : { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }).catch(() => {
    throw new Error(t("serverGone"));
  });
  if (response.ok) return response;
  const told = await response.json().catch(() => null);
  throw new Error(told?.message ?? `${response.status} ${response.statusText}`);
}

const json = async <T>(path: string, body?: unknown): Promise<T> => (await call(path, body)).json();

const served: Source = {
  served: true,
  payload: () => json("/api/graph"),
  formats: () => json("/api/formats"),
  status: () => json("/api/status"),
  question: (name, parameters) => json("/api/question", { name, parameters }),
  cypher: (cypher) => json("/api/cypher", { cypher }),
  decide: async (decision) => void (await call("/api/decision", decision)),
  exportAs: async (format, nodes, title) => (await call("/api/export", { format, nodes, title })).blob(),
};

const refuse = (): Promise<never> => Promise.reject(new Error("offline"));

const offline = (element: HTMLElement): Source => ({
  served: false,
  payload: async () => JSON.parse(element.textContent ?? "{}"),
  formats: async () => [],
  status: async () => null,
  question: refuse,
  cypher: refuse,
  decide: async () => undefined,
  exportAs: refuse,
});

/** Choose the source: a page that carries data needs nobody else. */
export function findSource(): Source {
  const element = document.getElementById("payload");
  return element ? offline(element) : served;
}
