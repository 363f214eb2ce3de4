import { type CmlDrift, type CmlHooks, tell } from "../hooks.ts";

/** Takes note of a difference between an answer and what was expected. */
export type ReportDrift = (path: string, kind: CmlDrift["kind"]) => void;

/** Reports each difference once. `undefined` when nobody wants to know: then nothing is looked for. */
export function createDriftReporter(
  onDrift: CmlHooks["onDrift"],
): (operation: string) => ReportDrift | undefined {
  if (onDrift === undefined) return () => undefined;
  const reported = new Set<string>();
  return (operation) => (path, kind) => {
    const key = `${operation} ${kind} ${path}`;
    if (reported.has(key)) return;
    reported.add(key);
    tell(onDrift, { operation, path, kind });
  };
}
