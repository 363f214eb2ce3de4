import type { WireRequest } from "./exchange.ts";

/** A request before origin and headers are added. */
export interface Sendable {
  readonly method: WireRequest["method"];
  /** Relative to `/api/v0`. */
  readonly path: string;
  readonly token?: string;
  /** @defaultValue "application/json" */
  readonly accept?: string;
  readonly body?: string;
  /** Of the body. @defaultValue "application/json" */
  readonly mediaType?: string;
}

/** Makes the request that goes over the wire. */
export type WriteRequest = (sendable: Sendable) => WireRequest;

/** Where requests go, and who makes them. */
export interface Addressing {
  readonly origin: string;
  /** Path of the API: an optional prefix and `/api/v0`. */
  readonly apiPath: string;
  readonly clientId: string;
}

export function createWriteRequest({ origin, apiPath, clientId }: Addressing): WriteRequest {
  const identity = ["x-cml-client", "cml-fleet", "x-client-uuid", clientId];
  return ({ method, path, token, accept = "application/json", body, mediaType = "application/json" }) => {
    const headers = ["accept", accept, ...identity];
    if (token !== undefined) headers.push("authorization", `Bearer ${token}`);
    if (body !== undefined) headers.push("content-type", mediaType);
    return { origin, path: apiPath + path, method, headers, ...(body !== undefined && { body }) };
  };
}
