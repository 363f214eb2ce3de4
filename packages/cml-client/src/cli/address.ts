import { parseBaseUrl } from "../base-url.ts";
import { CmlError } from "../errors.ts";
import { UsageError } from "./usage-error.ts";

/**
 * The one spelling of a controller's address, so that a login is found again however the address is written. Without a scheme it
 * is https. @throws UsageError
 */
export function addressFrom(spelled: string): string {
  const [, scheme = "https"] = /^([a-z][a-z\d+.-]*):\/\//i.exec(spelled) ?? [];
  if (!/^https?$/i.test(scheme)) {
    throw new UsageError(`The controller's URL begins with https://, not with ${scheme}://.`);
  }
  const url = /^https?:\/\//i.test(spelled) ? spelled : `https://${spelled}`;
  try {
    const { origin, apiPath, secure } = parseBaseUrl(url, true);
    if (secure || isLoopback(origin)) return `${origin}${apiPath.replace(/\/api\/v0$/, "")}`;
  } catch (error) {
    if (!CmlError.is(error)) throw error;
    throw new UsageError(
      error.message.replace("baseUrl", "The controller's URL").replace('"auth"', "CML_PASSWORD"),
    );
  }
  throw new UsageError("The controller's URL is http, which would send the login in the clear; use https.");
}

/** The controller itself listens without TLS, for its own programs. */
export function isLoopback(url: string): boolean {
  return /^http:\/\/(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:|\/|$)/.test(url);
}
