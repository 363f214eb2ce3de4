import type { Meter } from "@opentelemetry/api";
import type { CmlRequestMessage } from "../diagnostics/channels.ts";
import { subscribeToCml } from "../diagnostics/subscribe.ts";
import { endingAttributes, requestAttributes, serverAttributes } from "./attributes.ts";

/** The bounds that the semantic conventions advise, in seconds. */
const BOUNDS_S = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

/** Counts and measures. The answer stops. */
export function measureRequests(meter: Meter): () => void {
  const inSeconds = { unit: "s", advice: { explicitBucketBoundaries: BOUNDS_S } };
  const duration = meter.createHistogram("http.client.request.duration", {
    ...inSeconds,
    description: "Duration of HTTP client requests.",
  });
  const active = meter.createUpDownCounter("http.client.active_requests", {
    unit: "{request}",
    description: "Number of active HTTP requests.",
  });
  const retries = meter.createCounter("cml.client.retries", {
    unit: "{retry}",
    description: "Requests that were made again.",
  });
  const logins = meter.createHistogram("cml.client.login.duration", {
    ...inSeconds,
    description: "Duration of logins that succeeded.",
  });
  const drifts = meter.createCounter("cml.client.drifts", {
    unit: "{drift}",
    description: "Differences between answers and what is known of the API.",
  });
  const turns = meter.createCounter("cml.client.breaker.changes", {
    unit: "{change}",
    description: "Changes between sending requests and holding them back.",
  });

  const begun = new WeakSet<CmlRequestMessage>();
  const end = (request: CmlRequestMessage, durationMs: number, status: number | null, failure?: string) => {
    const attributes = requestAttributes(request);
    duration.record(durationMs / 1_000, { ...attributes, ...endingAttributes(status, failure) });
    // What was under way when it all began was not counted.
    if (begun.delete(request)) active.add(-1, attributes);
  };
  const stops = [
    subscribeToCml("cml-fleet:cml-client:request", (request) => {
      begun.add(request);
      active.add(1, requestAttributes(request));
    }),
    subscribeToCml("cml-fleet:cml-client:response", ({ request, durationMs, status }) =>
      end(request, durationMs, status),
    ),
    subscribeToCml("cml-fleet:cml-client:failure", ({ request, durationMs, status, error }) =>
      end(request, durationMs, status, error.code),
    ),
    subscribeToCml("cml-fleet:cml-client:retry", ({ origin, operation, status, failure }) =>
      retries.add(1, {
        ...serverAttributes({ origin }),
        "cml.operation": operation,
        ...endingAttributes(status, failure ?? undefined),
      }),
    ),
    subscribeToCml("cml-fleet:cml-client:login", ({ origin, durationMs }) =>
      logins.record(durationMs / 1_000, serverAttributes({ origin })),
    ),
    subscribeToCml("cml-fleet:cml-client:drift", ({ origin, operation, kind }) =>
      drifts.add(1, { ...serverAttributes({ origin }), "cml.operation": operation, "cml.drift.kind": kind }),
    ),
    subscribeToCml("cml-fleet:cml-client:breaker", ({ origin, state }) =>
      turns.add(1, { ...serverAttributes({ origin }), "cml.breaker.state": state }),
    ),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
