import { type Span, SpanKind, SpanStatusCode, type Tracer } from "@opentelemetry/api";
import type { CmlRequestMessage } from "../diagnostics/channels.ts";
import { subscribeToCml } from "../diagnostics/subscribe.ts";
import { endingAttributes, requestAttributes, resendAttributes } from "./attributes.ts";

/** Makes a span of each request, below the one that is active where the call was made. The answer stops. */
export function traceRequests(tracer: Tracer): () => void {
  // Weak: what was under way when it all stops has no end that is heard.
  const spans = new WeakMap<CmlRequestMessage, Span>();
  const end = (request: CmlRequestMessage, finish: (span: Span) => void) => {
    const span = spans.get(request);
    if (span === undefined) return;
    spans.delete(request);
    finish(span);
    span.end();
  };
  const stops = [
    subscribeToCml("cml-fleet:cml-client:request", (request) => {
      const attributes = { ...requestAttributes(request), ...resendAttributes(request) };
      spans.set(request, tracer.startSpan(request.operation, { kind: SpanKind.CLIENT, attributes }));
    }),
    subscribeToCml("cml-fleet:cml-client:response", ({ request, status }) => {
      end(request, (span) => {
        span.setAttributes(endingAttributes(status));
        if (status >= 400) span.setStatus({ code: SpanStatusCode.ERROR });
      });
    }),
    subscribeToCml("cml-fleet:cml-client:failure", ({ request, status, error }) => {
      end(request, (span) => {
        span.setAttributes(endingAttributes(status, error.code));
        // Its message, which no secret is in. Its cause is another's, and nobody has looked at it.
        span.setStatus({ code: SpanStatusCode.ERROR, message: error.message });
      });
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
