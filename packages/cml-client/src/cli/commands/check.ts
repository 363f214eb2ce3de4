import { readFile } from "node:fs/promises";
import { z } from "zod";
import { type Check, type CheckedController, checkController } from "../check-controller.ts";
import type { Command, Invocation } from "../command.ts";
import { type Connection, connectionFrom } from "../connection.ts";
import { styled } from "../style.ts";
import { cell, columns } from "../table.ts";
import type { Terminal } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";

/** Controllers checked at a time with `--all`. */
const PARALLEL = 8;

/** Whether a controller can be worked with, endpoint by endpoint. */
export const checkCommand: Command = {
  name: "check",
  usage: ["[URL…]", "--all FILE.json"],
  summary: "Checks whether controllers can be reached, trusted, logged in to and read, endpoint by endpoint.",
  options: { all: { type: "string" } },
  optionHelp: [
    [
      "--all FILE.json",
      'controllers to check in parallel: [{"url", "username", "password", "fingerprint"}, …]',
    ],
  ],
  examples: [
    "cml check https://203.0.113.7",
    "CML_USERNAME=admin CML_PASSWORD=… cml check --fingerprint AB:CD:… 203.0.113.7",
    "cml check --all fleet.json --json",
  ],
  async run(invocation) {
    const connections = await connectionsOf(invocation);
    const { terminal, json } = invocation;
    const queue = connections.values();
    const checked: CheckedController[] = [];
    const lane = async () => {
      for (const connection of queue) {
        const result = await checkController(connection, terminal.signal);
        checked.push(result);
        if (!json) terminal.out(reportOf(result, terminal));
      }
    };
    await Promise.all(Array.from({ length: PARALLEL }, lane));
    if (json) terminal.out(`${JSON.stringify(checked, null, 2)}\n`);
    else if (checked.length > 1) terminal.out(summaryOf(checked));
    return checked.every(({ ok }) => ok) ? 0 : 1;
  },
};

const entries = z
  .array(
    z.object({
      url: z.string(),
      username: z.string().optional(),
      password: z.string().optional(),
      token: z.string().optional(),
      fingerprint: z.string().optional(),
      fingerprint256: z.string().optional(),
    }),
  )
  .min(1);

async function connectionsOf({ words, flags, terminal }: Invocation): Promise<Connection[]> {
  if (typeof flags["all"] === "string")
    return fromFile(flags["all"], await settingsFor({ ...flags, url: "x" }, terminal));
  const urls = words.length > 0 ? words : [undefined];
  return Promise.all(urls.map((url) => settingsFor(url === undefined ? flags : { ...flags, url }, terminal)));
}

const settingsFor = (flags: Invocation["flags"], terminal: Terminal) => connectionFrom(flags, terminal);

async function fromFile(file: string, shared: Connection): Promise<Connection[]> {
  const text = await readFile(file, "utf8").catch(() => {
    throw new UsageError(`The file ${file} cannot be read.`);
  });
  const { success, data } = entries.safeParse(jsonOr(text));
  if (!success)
    throw new UsageError(`${file} is not a list like [{"url": "https://203.0.113.7", "username": "admin"}].`);
  return data.map(({ url, username, password, token, fingerprint, fingerprint256 = fingerprint }) => ({
    ...shared,
    url,
    ...(username && password && { auth: { username, password } }),
    ...(token && { auth: { token } }),
    ...(fingerprint256 && { tls: { trust: "pinned" as const, fingerprint256 } }),
  }));
}

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function reportOf({ url, checks }: CheckedController, terminal: Terminal): string {
  const rows = checks.map(({ name, outcome, ms, note }) => [
    mark(outcome, terminal),
    cell(name),
    ms === null ? "" : `${Math.round(ms)} ms`,
    cell(note),
  ]);
  return `${url}\n${columns(rows.map((row) => ["", ...row]))}`;
}

function mark(outcome: Check["outcome"], terminal: Terminal): string {
  switch (outcome) {
    case "ok":
      return styled(terminal, "good", "ok");
    case "failed":
      return styled(terminal, "bad", "failed");
    case "skipped":
      return styled(terminal, "quiet", "skipped");
  }
}

function summaryOf(checked: readonly CheckedController[]): string {
  const good = checked.filter(({ ok }) => ok).length;
  return `${good} of ${checked.length} controllers are all right\n`;
}
