import type { Command } from "../command.ts";
import { open, usernameFrom, wayFrom } from "../connection.ts";
import { forgetLogins } from "../token-file.ts";

/** Ends the sessions that {@link loginCommand} began. */
export const logoutCommand: Command = {
  name: "logout",
  usage: [""],
  summary: "Ends the session of cml login, and forgets its token.",
  examples: ["cml logout --url https://203.0.113.7"],
  async run({ terminal, flags, json }) {
    const way = await wayFrom(flags, terminal);
    const forgotten = await forgetLogins(terminal, way.url, usernameFrom(flags, terminal));
    for (const { token } of forgotten) {
      await using cml = open({ ...way, auth: { token } });
      await cml.logout({ signal: terminal.signal });
    }
    const usernames = forgotten.map(({ username }) => username);
    if (json) terminal.out(`${JSON.stringify({ url: way.url, usernames })}\n`);
    else if (usernames.length === 0) terminal.out(`No login to ${way.url} is kept.\n`);
    else terminal.out(`Logged out of ${way.url}: ${usernames.join(", ")}.\n`);
    return 0;
  },
};
