import type { CmlAuth } from "../auth/auth.ts";
import { hasEnded } from "../auth/token.ts";
import type { Flags } from "./command.ts";
import { flagText } from "./flag-value.ts";
import { type KeptLogin, keptLogins } from "./kept-logins.ts";
import type { Terminal } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

/** Who is logged in to a controller. */
export interface GivenLogin {
  readonly auth?: CmlAuth;
  /** Why there is no login, where there is a trace of one: it ended, or half of it is not there. */
  readonly loginMissing?: string;
}

const incomplete =
  "The login is not complete: give --username and CML_PASSWORD (or --password-stdin), or CML_TOKEN, or run cml login.";

/** The login that was given; else one that was kept. @throws UsageError when flags begin one that is not there */
export async function loginFrom(url: string, flags: Flags, terminal: Terminal): Promise<GivenLogin> {
  const given = await givenAuth(flags, terminal);
  if (given) return { auth: given };
  const username = usernameFrom(flags, terminal);
  const kept = await keptLogins(terminal, url, username);
  const good = kept.find(({ token }) => !hasEnded(token, Date.now()));
  if (good) return { auth: { token: good.token.token } };
  const isBegun = username !== undefined || Boolean(terminal.environment["CML_PASSWORD"]);
  const loginMissing = kept[0] ? endOf(kept[0]) : isBegun || flags["password-stdin"] ? incomplete : undefined;
  if (loginMissing === undefined) return {};
  if (flags["password-stdin"] || flags["username"]) throw new UsageError(loginMissing);
  return { loginMissing };
}

/** The user name that was given. */
export function usernameFrom(flags: Flags, { environment }: Terminal): string | undefined {
  return flagText(flags, "username") ?? (environment["CML_USERNAME"] || undefined);
}

/** The password that was given. */
export async function passwordFrom(
  flags: Flags,
  { environment, input, ask }: Terminal,
): Promise<string | undefined> {
  if (!flags["password-stdin"]) return environment["CML_PASSWORD"] || undefined;
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

function endOf({ username, token: { expiresAtMs } }: KeptLogin): string {
  const at = new Date(expiresAtMs ?? 0).toISOString();
  return `The login of ${username} that was kept ended at ${at}: run cml login.`;
}
