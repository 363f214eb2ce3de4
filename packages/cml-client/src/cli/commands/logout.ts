import { CmlError } from "../../errors.ts";
import type { Command, Invocation } from "../command.ts";
import { type Connection, open, wayFrom } from "../connection.ts";
import { errorText } from "../error-text.ts";
import { type GivenLogin, usernameFrom } from "../given-login.ts";
import { jsonText } from "../json-text.ts";
import { forgetLogin, type KeptLogin, keptLogins } from "../kept-logins.ts";
import { refuseMore } from "../refuse-more.ts";

/** Ends the sessions that {@link loginCommand} began. */
export const logoutCommand: Command = {
  name: "logout",
  usage: ["[--force]"],
  summary: "Ends the session of cml login, and forgets its token.",
  options: { force: { type: "boolean" } },
  optionHelp: [
    ["--force", "forget the token though its session cannot be ended, and lives on until its time is over"],
  ],
  examples: ["cml logout --url https://203.0.113.7"],
  async run(invocation) {
    const { terminal, words, flags, json } = invocation;
    refuseMore(words);
    const way = await wayFrom(flags, terminal);
    const usernames: string[] = [];
    const left: string[] = [];
    for (const login of await keptLogins(terminal, way.url, usernameFrom(flags, terminal))) {
      const isForgotten = await ended(login, way, invocation);
      (isForgotten ? usernames : left).push(login.username);
    }
    if (json) terminal.out(`${jsonText({ url: way.url, usernames, left })}\n`);
    else if (usernames.length > 0) terminal.out(`Logged out of ${way.url}: ${usernames.join(", ")}.\n`);
    else if (left.length === 0) terminal.out(`No login to ${way.url} is kept.\n`);
    return left.length === 0 ? 0 : 1;
  },
};

/** The token is kept until its session is over: without it, nobody could end the session any more. */
async function ended(
  login: KeptLogin,
  way: Omit<Connection, keyof GivenLogin>,
  { terminal, flags }: Invocation,
): Promise<boolean> {
  try {
    await using cml = open({ ...way, auth: { token: login.token.token } });
    await cml.logout({ signal: terminal.signal });
  } catch (error) {
    if (!CmlError.is(error) || terminal.signal.aborted) throw error;
    const outcome = flags["force"]
      ? "The token is forgotten all the same; its session lives on until its time is over."
      : "The token is kept: try again, or forget it with --force.";
    terminal.err(`The session of ${login.username} could not be ended: ${errorText(error)} ${outcome}\n`);
    if (!flags["force"]) return false;
  }
  await forgetLogin(terminal, login);
  return true;
}
