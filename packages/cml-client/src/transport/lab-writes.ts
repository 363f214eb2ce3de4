import { createGate, type Gate } from "./gate.ts";
import type { Method } from "./operation.ts";
import type { CallScope } from "./scope.ts";

/** Keeps the changes to one lab apart. Controllers have answered 500 to those that came side by side. */
export interface LabWrites {
  /** The lab that a request changes; `undefined` when it changes none. */
  labOf(method: Method, path: string): string | undefined;
  /** Waits its turn for a lab; the answer leaves. @throws CmlError */
  enter(lab: string, scope: CallScope): Promise<() => void>;
}

/** @param places Most changes to one lab at a time. */
export function createLabWrites(places: number): LabWrites {
  const gates = new Map<string, Gate>();
  return {
    labOf(method, path) {
      if (method === "GET") return undefined;
      const [, lab, rest = ""] = /^\/labs\/([^/?]+)([^?]*)/.exec(path) ?? [];
      // Slow, since it types on a console, and it changes no other part of the lab.
      return rest.endsWith("/extract_configuration") ? undefined : lab;
    },
    async enter(lab, scope) {
      const gate = gates.get(lab) ?? createGate(places);
      gates.set(lab, gate);
      if (!gate.tryEnter()) await gate.enter(scope);
      return () => {
        gate.leave();
        if (gate.idle) gates.delete(lab);
      };
    },
  };
}
