import { CmlError } from "../errors.ts";
import type { CmlClientOptions } from "../options.ts";
import type { CmlTls } from "./tls-options.ts";

/** Whom a client believes. @throws CmlError with code `invalid_request` when nobody would look at what was given */
export function trustIn({ tls, dispatcher }: Pick<CmlClientOptions, "tls" | "dispatcher">): CmlTls {
  if (tls === undefined) return { trust: "system" };
  if (dispatcher === undefined) return known(tls);
  throw new CmlError(
    "tls does nothing beside a dispatcher, which opens the connections itself: give the trust to the dispatcher, an Agent's connect or a ProxyAgent's requestTls, and leave tls out.",
    { code: "invalid_request" },
  );
}

const WAYS: ReadonlySet<unknown> = new Set<CmlTls["trust"]>([
  "system",
  "ca",
  "pinned",
  "dangerouslyAcceptAnyCertificate",
]);

/** Refuses what no type check has seen: it would look like a connection that fails, again and again. */
function known(tls: CmlTls): CmlTls {
  if (typeof tls === "object" && WAYS.has(tls?.trust)) return tls;
  throw new CmlError(`tls.trust must be one of ${[...WAYS].join(", ")}.`, { code: "invalid_request" });
}
