import { expectTypeOf, test } from "vitest";
import type {
  CmlCallOptions,
  CmlClient,
  CmlConvergenceOptions,
  CmlFleetClient,
  CmlLabSequenceOptions,
} from "./index.ts";

declare const cml: CmlClient;
declare const fleet: CmlFleetClient;

/** What a function has in hand whose own options are optional, with `exactOptionalPropertyTypes`. */
interface Given {
  readonly signal: AbortSignal | undefined;
  readonly timeoutMs: number | undefined;
}

test("what may be absent may be undefined, so that it can be passed on as it is", () => {
  expectTypeOf<Given>().toExtend<CmlCallOptions>();
  expectTypeOf<Given>().toExtend<CmlLabSequenceOptions>();
  expectTypeOf<Given>().toExtend<CmlConvergenceOptions>();
  const stats = (options: { signal?: AbortSignal; timeoutMs?: number } = {}) => {
    const { signal, timeoutMs } = options;
    return [
      cml.system.stats({ signal, timeoutMs }),
      cml.request("GET /labs", { signal, timeoutMs }),
      cml.labs.importTopology("lab: {}", { signal, timeoutMs }),
      cml.labs.ensureStarted("l1", { signal, timeoutMs }),
      cml.licensing.registerAndWait({ token: "t", signal, timeoutMs }),
      cml.events({ signal }),
      fleet.run((one) => one.system.stats({ signal }), { signal, timeoutMs }),
    ];
  };
  expectTypeOf(stats).toBeFunction();
});
