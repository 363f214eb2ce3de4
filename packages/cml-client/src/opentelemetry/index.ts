// Span: one request, from handing it over to the end of its answer. Instrument: what a meter counts with.

import { type Meter, metrics, type Tracer, trace } from "@opentelemetry/api";
import { measureRequests } from "./metrics.ts";
import { traceRequests } from "./spans.ts";

/** Where spans and measurements go. */
export interface CmlInstrumentationOptions {
  /** `false` makes no spans. @defaultValue the global provider's tracer `@cml-fleet/cml-client` */
  readonly tracer?: Tracer | false;
  /** `false` measures nothing. @defaultValue the global provider's meter `@cml-fleet/cml-client` */
  readonly meter?: Meter | false;
}

const NAME = "@cml-fleet/cml-client";

/**
 * Turns what every client of this process does into spans and metrics of OpenTelemetry, until it is disposed of. Call it
 * once, after the SDK has started.
 *
 * Spans are named `GET /labs/{lab_id}`, and a repeated request has `http.request.resend_count`. The metrics are
 * `http.client.request.duration`, `http.client.active_requests`, `cml.client.retries`, `cml.client.login.duration`,
 * `cml.client.drifts` and `cml.client.breaker.changes`. There is no id, no key and no secret in any of them.
 *
 * @example
 * ```ts
 * using instrumentation = instrumentCmlClients();
 * ```
 */
export function instrumentCmlClients(options: CmlInstrumentationOptions = {}): Disposable {
  const { tracer = trace.getTracer(NAME), meter = metrics.getMeter(NAME) } = options;
  const stops = [tracer && traceRequests(tracer), meter && measureRequests(meter)];
  return {
    [Symbol.dispose]() {
      for (const stop of stops) if (stop) stop();
    },
  };
}
