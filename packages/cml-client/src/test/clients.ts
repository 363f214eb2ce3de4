import type { CmlSimulator } from "@cml-fleet/simulator";
import { type CmlClient, type CmlClientOptions, CmlError, createCmlClient } from "../index.ts";
import type { Loopback } from "./loopback.ts";

/** A client of a simulated controller: its administrator, its certificate, no retries. */
export function clientOf(cml: CmlSimulator, options: Partial<CmlClientOptions> = {}): CmlClient {
  return createCmlClient({
    baseUrl: cml.url,
    auth: { username: cml.username, password: () => cml.password },
    tls: { trust: "pinned", fingerprint256: cml.fingerprint256 },
    retry: { attempts: 1 },
    ...options,
  });
}

/** A client of a loopback server with a fixed token and no retries. */
export function plainClient(
  server: Pick<Loopback, "url">,
  options: Partial<CmlClientOptions> = {},
): CmlClient {
  return createCmlClient({
    baseUrl: server.url,
    allowHttp: true,
    auth: { token: "a.static.token" },
    retry: { attempts: 1 },
    ...options,
  });
}

/** What a call fails with. Throws when it succeeds, or fails with anything but a {@link CmlError}. */
export async function failureOf(call: Promise<unknown>): Promise<CmlError> {
  try {
    await call;
  } catch (error) {
    if (CmlError.is(error)) return error;
    throw error;
  }
  throw new Error("The call succeeds, against expectation.");
}
