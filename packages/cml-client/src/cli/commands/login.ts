import type { CmlToken } from "../../auth/token.ts";
import { memoryTokenCache } from "../../auth/token-cache.ts";
import { CmlError } from "../../errors.ts";
import type { Command } from "../command.ts";
import { type Connection, open, wayFrom } from "../connection.ts";
import { errorText } from "../error-text.ts";
import { type GivenLogin, passwordFrom, usernameFrom } from "../given-login.ts";
import { jsonText } from "../json-text.ts";
import { checkKeepable, keepLogin, keptLogins, loginDirectory } from "../kept-logins.ts";
import { refuseMore } from "../refuse-more.ts";
import type { Terminal } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";

/** Logs in once, for the commands that follow. */
export const loginCommand: Command = {
  name: "login",
  usage: [""],
  summary: "Logs in once, for all commands that follow; asks for what it is not given.",
  optionHelp: [["CML_TOKEN_DIRECTORY", "where the token is kept (~/.local/state/cml/tokens)"]],
  examples: [
    "cml login --url https://203.0.113.7 --username admin",
    "vault read -field=password cml | cml login --username admin --password-stdin",
  ],
  async run({ terminal, words, flags, json }) {
    refuseMore(words);
    const way = await wayFrom(flags, terminal);
    const directory = loginDirectory(terminal);
    // Before there is a session that nobody could end.
    await checkKeepable(directory);
    const username = usernameFrom(flags, terminal) ?? (await asked(terminal, "User name: ", "shown"));
    const password = (await passwordFrom(flags, terminal)) ?? (await asked(terminal, "Password: ", "secret"));
    const { key, token } = await issued({ ...way, auth: { username, password } }, terminal.signal);
    const before = await keptLogins(terminal, way.url, username);
    try {
      await keepLogin(directory, key, token);
    } catch (error) {
      await endSession("this login", way, token.token, terminal);
      throw error;
    }
    for (const { token: old } of before) {
      if (old.token !== token.token) await endSession("the login before", way, old.token, terminal);
    }
    const expiresAt = token.expiresAtMs === null ? null : new Date(token.expiresAtMs).toISOString();
    const until = expiresAt === null ? "" : ` until ${expiresAt}`;
    terminal.out(
      json
        ? `${jsonText({ url: way.url, username, expiresAt, directory })}\n`
        : `Logged in to ${way.url} as ${username}${until}. The token is kept in ${directory}.\n`,
    );
    return 0;
  },
};

async function asked(terminal: Terminal, question: string, answer: "shown" | "secret"): Promise<string> {
  const given = await terminal.ask?.(question, answer);
  if (given) return given;
  if (terminal.signal.aborted) throw new UsageError("The login is given up; nothing is kept.");
  throw new UsageError("The login is not complete: give --username, and CML_PASSWORD or --password-stdin.");
}

/** Ends the session of a token that is not kept: afterwards nobody could. It is over soon in any case. */
async function endSession(
  whose: string,
  way: Omit<Connection, keyof GivenLogin>,
  token: string,
  terminal: Terminal,
): Promise<void> {
  try {
    await using cml = open({ ...way, auth: { token } });
    await cml.logout({ signal: terminal.signal });
  } catch (error) {
    if (!CmlError.is(error)) throw error;
    terminal.err(`The session of ${whose} lives on until its time is over: ${errorText(error)}\n`);
  }
}

/** Logs in, and catches the token on its way to the cache. */
async function issued(
  connection: Connection,
  signal: AbortSignal,
): Promise<{ readonly key: string; readonly token: CmlToken }> {
  let caught: { readonly key: string; readonly token: CmlToken } | undefined;
  const memory = memoryTokenCache();
  const tokenCache = {
    ...memory,
    set(key: string, token: CmlToken) {
      caught = { key, token };
      memory.set(key, token);
    },
  };
  await using cml = open(connection, { tokenCache });
  await cml.request("GET /authok", { signal });
  if (caught) return caught;
  throw new CmlError("The controller let the call pass without a login; nothing is kept.", {
    code: "unexpected",
  });
}
