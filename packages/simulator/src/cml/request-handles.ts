import type { CallCounter } from "../http/call-counter.ts";
import type { RequestLog } from "../http/request-log.ts";
import type { CmlSimulator } from "./simulated-controller.ts";

/** What can be asked of the requests that a controller got. */
export function requestHandles(requests: CallCounter, log: RequestLog): CmlSimulator["requests"] {
  return {
    count: requests.count,
    byOperation: requests.byName,
    last: log.last,
    reset() {
      requests.reset();
      log.reset();
    },
  };
}
