import type { CmlDrift } from "../hooks.ts";

/** Takes note of a difference between an answer and what was expected. */
export type ReportDrift = (path: string, kind: CmlDrift["kind"]) => void;

/** The note-taker for the answers of an operation; `undefined` when nobody wants to know: then nothing is looked for. */
export type DriftIn = (operation: string) => ReportDrift | undefined;

/** Reports each difference once. */
export function reportOnce(report: (drift: CmlDrift) => void): (operation: string) => ReportDrift {
  const reported = new Set<string>();
  return (operation) => (path, kind) => {
    const key = `${operation} ${kind} ${path}`;
    if (reported.has(key)) return;
    reported.add(key);
    report({ operation, path, kind });
  };
}
