import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { IncomingMessage, ServerResponse } from "node:http";
import { onTestFinished } from "vitest";

/** What a service asks the simulated peers of this process while it refreshes its fleet. */
export interface RefreshRequests {
  /** Those that have no answer yet: as long as there is one, the refresh it belongs to has not ended. */
  underWay(): string[];
  /** Calls back the moment the nth request from now arrives, before anything can answer it. */
  atArrival(nth: number, callback: () => void): void;
}

/** Watches every HTTP server of this process, until the test ends. */
export function refreshRequests(): RefreshRequests {
  const open = new Map<ServerResponse, string>();
  let arrived = 0;
  let awaited: { readonly arrival: number; readonly callback: () => void } | undefined;
  const begun = (message: unknown) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
    const name = nameOf(request);
    if (name === undefined) return;
    open.set(response, name);
    for (const end of ["finish", "close"]) response.once(end, () => open.delete(response));
    arrived += 1;
    if (awaited?.arrival !== arrived) return;
    awaited.callback();
  };
  subscribe("http.server.request.start", begun);
  onTestFinished(() => void unsubscribe("http.server.request.start", begun));
  return {
    underWay: () => [...open.values()],
    atArrival(nth, callback) {
      awaited = { arrival: arrived + nth, callback };
    },
  };
}

/** Only a refresh visits controllers and reads metrics; EC2 is asked by commands and by the search for instances too. */
function nameOf({ method, url = "", headers }: IncomingMessage): string | undefined {
  if (url.startsWith("/api/v0/")) return `${method} ${url}`;
  const [target] = [headers["x-amz-target"]].flat();
  return target?.endsWith(".GetMetricData") ? "GetMetricData" : undefined;
}
