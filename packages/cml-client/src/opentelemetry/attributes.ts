import type { Attributes } from "@opentelemetry/api";
import type { CmlOrigin, CmlRequestMessage } from "../diagnostics/channels.ts";

/** Names of OpenTelemetry's semantic conventions for HTTP clients. Spelled out: their package is not needed for ten words. */
const names = {
  method: "http.request.method",
  resendCount: "http.request.resend_count",
  status: "http.response.status_code",
  address: "server.address",
  port: "server.port",
  scheme: "url.scheme",
  template: "url.template",
  error: "error.type",
} as const;

/** Where a controller is. */
export function serverAttributes({ origin }: CmlOrigin): Attributes {
  const { protocol, hostname, port } = new URL(origin);
  return {
    [names.address]: hostname.replace(/^\[|\]$/g, ""),
    [names.port]: port === "" ? (protocol === "https:" ? 443 : 80) : Number(port),
    [names.scheme]: protocol.slice(0, -1),
  };
}

/** What a request is. Not its URL, which has ids and keys in it: its template. */
export function requestAttributes(request: CmlRequestMessage): Attributes {
  const { operation, method } = request;
  return {
    ...serverAttributes(request),
    [names.method]: method,
    [names.template]: operation.slice(operation.indexOf(" ") + 1),
  };
}

/** That a request was made before. */
export function resendAttributes({ attempt }: CmlRequestMessage): Attributes {
  return attempt > 1 ? { [names.resendCount]: attempt - 1 } : {};
}

/** How a request ended: a status that is none of success is its own type of error. */
export function endingAttributes(status: number | null, failure?: string): Attributes {
  const error = failure ?? (status !== null && status >= 400 ? String(status) : undefined);
  return {
    ...(status !== null && { [names.status]: status }),
    ...(error !== undefined && { [names.error]: error }),
  };
}
