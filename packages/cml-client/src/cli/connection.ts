import type { ParseArgsOptionsConfig } from "node:util";
import type { CmlTokenCache } from "../auth/token-cache.ts";
import { type CmlClient, createCmlClient } from "../client.ts";
import type { CmlClientOptions } from "../options.ts";
import type { CmlTls } from "../tls/tls-options.ts";
import { addressFrom, isLoopback } from "./address.ts";
import type { Flags } from "./command.ts";
import { flagMilliseconds, flagText } from "./flag-value.ts";
import { type GivenLogin, loginFrom } from "./given-login.ts";
import { tlsFrom } from "./given-trust.ts";
import { keptTokenCache } from "./kept-token-cache.ts";
import type { Terminal } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

/** Flags that say which controller, and how it is trusted. There is none for a secret: others can read command lines. */
export const connectionOptions: ParseArgsOptionsConfig = {
  url: { type: "string" },
  username: { type: "string" },
  "password-stdin": { type: "boolean" },
  ca: { type: "string" },
  fingerprint: { type: "string" },
  "dangerously-accept-any-certificate": { type: "boolean" },
  timeout: { type: "string" },
};

export const connectionHelp: readonly (readonly [string, string])[] = [
  ["--url URL", "controller, or CML_URL"],
  ["--username NAME", "or CML_USERNAME; the password comes from CML_PASSWORD, a token from CML_TOKEN"],
  ["", "CML_TOKEN goes before CML_USERNAME and CML_PASSWORD, but not before --username"],
  ["", "a login that cml login kept for the same URL and name goes before CML_PASSWORD, not in cml check"],
  ["--password-stdin", "read the password from standard input, and use it"],
  ["--ca FILE", "PEM file of the authority to trust, or CML_CA"],
  ["--fingerprint SHA256", "trust exactly this certificate, or CML_FINGERPRINT"],
  ["--dangerously-accept-any-certificate", "send the login to whoever answers"],
  ["--timeout SECONDS", "longest time for one request (10)"],
];

const DEFAULT_TIMEOUT_MS = 10_000;

/** How one controller is reached. */
export interface Connection extends GivenLogin {
  readonly url: string;
  readonly tls: CmlTls;
  readonly timeoutMs: number;
  /** Has the login that was kept for the same controller and user name. */
  readonly tokenCache?: CmlTokenCache;
}

/** How a controller is reached, and the login that was given; else one that was kept. @throws UsageError when something is missing. */
export async function connectionFrom(flags: Flags, terminal: Terminal): Promise<Connection> {
  const way = await wayFrom(flags, terminal);
  return { ...way, ...(await loginFrom(way.url, flags, terminal)) };
}

/** The same, for work: a login that was kept for the user that is given saves another. */
export async function workingConnection(flags: Flags, terminal: Terminal): Promise<Connection> {
  const connection = await connectionFrom(flags, terminal);
  // A password on standard input is meant to be used.
  if (flags["password-stdin"]) return connection;
  const tokenCache = await keptTokenCache(connection, terminal);
  return { ...connection, ...(tokenCache && { tokenCache }) };
}

/** How a controller is reached, without a login. @throws UsageError when something is missing. */
export async function wayFrom(flags: Flags, terminal: Terminal): Promise<Omit<Connection, keyof GivenLogin>> {
  return {
    url: addressFrom(urlFrom(flags, terminal)),
    tls: await tlsFrom(flags, terminal.environment),
    timeoutMs: flagMilliseconds(flags, "timeout") ?? DEFAULT_TIMEOUT_MS,
  };
}

/** The controller that is meant, as it was spelled. */
export function urlFrom(flags: Flags, { environment }: Terminal): string {
  const url = flagText(flags, "url") ?? environment["CML_URL"];
  if (url) return url;
  throw new UsageError("No controller: give --url, or set CML_URL.");
}

export function open(
  { url, auth, tls, timeoutMs, tokenCache }: Connection,
  more: Pick<CmlClientOptions, "hooks" | "retry" | "tokenCache"> = {},
): CmlClient {
  return createCmlClient({
    baseUrl: url,
    allowHttp: isLoopback(url),
    tls,
    timeoutMs,
    ...(auth && { auth }),
    ...(tokenCache && { tokenCache }),
    ...more,
  });
}
