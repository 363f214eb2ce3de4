import type { CmlToken } from "../../auth/token.ts";
import { memoryTokenCache } from "../../auth/token-cache.ts";
import { CmlError } from "../../errors.ts";
import type { Command } from "../command.ts";
import { type Connection, open, passwordFrom, usernameFrom, wayFrom } from "../connection.ts";
import type { Terminal } from "../terminal.ts";
import { saveLogin } from "../token-file.ts";
import { UsageError } from "../usage-error.ts";

/** Logs in once, for the commands that follow. */
export const loginCommand: Command = {
  name: "login",
  usage: [""],
  summary: "Logs in once, for all commands that follow; asks for what it is not given.",
  examples: [
    "cml login --url https://203.0.113.7 --username admin",
    "vault read -field=password cml | cml login --username admin --password-stdin",
  ],
  async run({ terminal, flags, json }) {
    const way = await wayFrom(flags, terminal);
    const username = usernameFrom(flags, terminal) ?? (await asked(terminal, "User name: ", "shown"));
    const password = (await passwordFrom(flags, terminal)) ?? (await asked(terminal, "Password: ", "secret"));
    const issued = await tokenFrom({ ...way, auth: { username, password } }, terminal.signal);
    const expiresAtMs = Number.isFinite(issued.expiresAtMs) ? issued.expiresAtMs : null;
    const file = await saveLogin(terminal, { url: way.url, username, token: issued.token, expiresAtMs });
    const expiresAt = expiresAtMs === null ? null : new Date(expiresAtMs).toISOString();
    const until = expiresAt === null ? "" : ` until ${expiresAt}`;
    terminal.out(
      json
        ? `${JSON.stringify({ url: way.url, username, expiresAt, file })}\n`
        : `Logged in to ${way.url} as ${username}${until}. The token is kept in ${file}.\n`,
    );
    return 0;
  },
};

async function asked({ ask }: Terminal, question: string, answer: "shown" | "secret"): Promise<string> {
  const given = await ask?.(question, answer);
  if (given) return given;
  throw new UsageError("The login is not complete: give --username, and CML_PASSWORD or --password-stdin.");
}

/** Logs in, and catches the token on its way to the cache. */
async function tokenFrom(connection: Connection, signal: AbortSignal): Promise<CmlToken> {
  const memory = memoryTokenCache();
  let issued: CmlToken | undefined;
  const tokenCache = {
    ...memory,
    set(key: string, token: CmlToken) {
      issued = token;
      memory.set(key, token);
    },
  };
  await using cml = open(connection, { tokenCache });
  await cml.request("GET /authok", { signal });
  if (issued) return issued;
  throw new CmlError("The controller let the call pass without a login; nothing is kept.", {
    code: "unexpected",
  });
}
