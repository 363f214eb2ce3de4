import { CmlError } from "./errors.ts";

/** Where a controller is, taken apart once. */
export interface ControllerAddress {
  /** `https://203.0.113.7:8443` say. */
  readonly origin: string;
  /** Path of the API: the URL's own path, if any, and `/api/v0`, which the URL may have already. */
  readonly apiPath: string;
  readonly secure: boolean;
  readonly hostname: string;
  readonly port: number;
}

/** Reads the base URL. @throws CmlError with code `invalid_request` */
export function parseBaseUrl(baseUrl: string | URL, allowHttp: boolean): ControllerAddress {
  const url = URL.parse(String(baseUrl)) ?? undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    // Not quoted: whoever writes a malformed URL may have written a password into it.
    throw invalid("baseUrl must be a URL such as https://203.0.113.7.");
  }
  if (url.username !== "" || url.password !== "") {
    throw invalid('baseUrl must not contain credentials; pass them as "auth".');
  }
  if (url.search !== "" || url.hash !== "") throw invalid("baseUrl must have no query and no fragment.");
  const secure = url.protocol === "https:";
  if (!secure && !allowHttp) {
    throw invalid(
      "baseUrl is http, which would send the password in the clear; use https, or set allowHttp.",
    );
  }
  return {
    origin: url.origin,
    apiPath: `${url.pathname.replace(/\/+$/, "").replace(/\/api\/v0$/, "")}/api/v0`,
    secure,
    hostname: url.hostname.replace(/^\[|\]$/g, ""),
    port: url.port === "" ? (secure ? 443 : 80) : Number(url.port),
  };
}

function invalid(message: string): CmlError {
  return new CmlError(message, { code: "invalid_request" });
}
