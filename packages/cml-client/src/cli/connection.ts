import type { ParseArgsOptionsConfig } from "node:util";
import type { CmlAuth } from "../auth/auth.ts";
import type { CmlTokenCache } from "../auth/token-cache.ts";
import { type CmlClient, createCmlClient } from "../client.ts";
import type { CmlClientOptions } from "../options.ts";
import type { CmlTls } from "../tls/tls-options.ts";
import { addressFrom, isLoopback } from "./address.ts";
import type { Flags } from "./command.ts";
import { textOf } from "./files.ts";
import { goodLogin } from "./kept-logins.ts";
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
  ["", "a login that cml login kept for the same URL and name goes before CML_PASSWORD, not in cml check"],
  ["--password-stdin", "read the password from standard input, and use it"],
  ["--ca FILE", "PEM file of the authority to trust, or CML_CA"],
  ["--fingerprint SHA256", "trust exactly this certificate, or CML_FINGERPRINT"],
  ["--dangerously-accept-any-certificate", "send the login to whoever answers"],
  ["--timeout SECONDS", "longest time for one request (10)"],
];

/** How one controller is reached. */
export interface Connection {
  readonly url: string;
  readonly auth?: CmlAuth;
  readonly tls: CmlTls;
  readonly timeoutMs: number;
  /** Has the login that was kept for the same controller and user name. */
  readonly tokenCache?: CmlTokenCache;
}

/** How a controller is reached, and the login that was given; else one that was kept. @throws UsageError when something is missing. */
export async function connectionFrom(flags: Flags, terminal: Terminal): Promise<Connection> {
  const way = await wayFrom(flags, terminal);
  const auth = (await givenAuth(flags, terminal)) ?? (await keptAuth(way.url, flags, terminal));
  return { ...way, ...(auth && { auth }) };
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
export async function wayFrom(flags: Flags, terminal: Terminal): Promise<Omit<Connection, "auth">> {
  return {
    url: addressFrom(urlFrom(flags, terminal)),
    tls: await tlsFrom(flags, terminal.environment),
    timeoutMs: timeoutFrom(flags),
  };
}

/** The controller that is meant, as it was spelled. */
export function urlFrom(flags: Flags, { environment }: Terminal): string {
  const url = text(flags["url"]) ?? environment["CML_URL"];
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

/** The user name that was given. */
export function usernameFrom(flags: Flags, { environment }: Terminal): string | undefined {
  return text(flags["username"]) ?? environment["CML_USERNAME"];
}

/** The password that was given. */
export async function passwordFrom(
  flags: Flags,
  { environment, input, ask }: Terminal,
): Promise<string | undefined> {
  if (!flags["password-stdin"]) return environment["CML_PASSWORD"];
  if (ask) {
    throw new UsageError(
      "--password-stdin reads from a pipe, and would show what you type: leave it out, and cml login asks.",
    );
  }
  const password = (await input()).replace(/\r?\n$/, "");
  if (password !== "") return password;
  throw new UsageError("--password-stdin was given an empty password; nothing was sent.");
}

async function givenAuth(flags: Flags, terminal: Terminal): Promise<CmlAuth | undefined> {
  const token = terminal.environment["CML_TOKEN"];
  if (token && !flags["username"] && !flags["password-stdin"]) return { token };
  const username = usernameFrom(flags, terminal);
  const password = await passwordFrom(flags, terminal);
  return username && password ? { username, password } : undefined;
}

async function keptAuth(url: string, flags: Flags, terminal: Terminal): Promise<CmlAuth | undefined> {
  const kept = await goodLogin(terminal, url, usernameFrom(flags, terminal));
  if (kept) return { token: kept.token.token };
  if (flags["password-stdin"] || flags["username"]) {
    throw new UsageError(
      "The login is not complete: give --username and CML_PASSWORD (or --password-stdin), or CML_TOKEN, or run cml login.",
    );
  }
  return undefined;
}

async function tlsFrom(flags: Flags, environment: Terminal["environment"]): Promise<CmlTls> {
  if (flags["dangerously-accept-any-certificate"]) return { trust: "dangerouslyAcceptAnyCertificate" };
  return (
    (await trustIn(text(flags["fingerprint"]), text(flags["ca"]))) ??
    (await trustIn(environment["CML_FINGERPRINT"], environment["CML_CA"])) ?? { trust: "system" }
  );
}

async function trustIn(
  fingerprint256: string | undefined,
  ca: string | undefined,
): Promise<CmlTls | undefined> {
  if (fingerprint256) return { trust: "pinned", fingerprint256 };
  return ca ? { trust: "ca", ca: await textOf(ca) } : undefined;
}

function timeoutFrom(flags: Flags): number {
  const seconds = Number(text(flags["timeout"]) ?? 10);
  if (seconds > 0 && seconds <= 86_400) return Math.round(seconds * 1_000);
  throw new UsageError("--timeout takes seconds, above 0.");
}

const text = (flag: string | boolean | undefined): string | undefined =>
  typeof flag === "string" && flag !== "" ? flag : undefined;
