import { CmlError } from "../../errors.ts";
import { checkController } from "../check-controller.ts";
import type { Check, CheckedController } from "../checked.ts";
import type { Command, Flags, Invocation } from "../command.ts";
import { connectionFrom, urlFrom } from "../connection.ts";
import { fleetFile } from "../fleet-file.ts";
import { jsonText } from "../json-text.ts";
import { refuseMore } from "../refuse-more.ts";
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
      'controllers to check, eight at a time: [{"url", "username", "password", "fingerprint"}, …]; also "token", "ca"',
    ],
  ],
  examples: [
    "cml check https://203.0.113.7",
    "CML_USERNAME=admin CML_PASSWORD=… cml check --fingerprint AB:CD:… 203.0.113.7",
    "cml check --all fleet.json --json",
  ],
  async run(invocation) {
    const subjects = await subjectsOf(invocation);
    const { terminal, json } = invocation;
    const queue = subjects.entries();
    const checked: CheckedController[] = [];
    const lane = async () => {
      for (const [position, subject] of queue) {
        const result = await checkedOr(subject);
        checked[position] = result;
        if (!json) terminal.out(reportOf(result, terminal));
      }
    };
    await Promise.all(Array.from({ length: PARALLEL }, lane));
    if (json) terminal.out(`${jsonText(checked, 2)}\n`);
    else if (checked.length > 1) terminal.out(summaryOf(checked));
    return checked.every(({ ok }) => ok) ? 0 : 1;
  },
};

/** The controllers that are meant. */
async function subjectsOf({ words, flags, terminal }: Invocation): Promise<Subject[]> {
  const all = flags["all"];
  if (typeof all === "string") refuseMore(words);
  if (typeof all === "string") return fleetFile(all, flags, terminal);
  const urls = words.length > 0 ? words : [urlFrom(flags, terminal)];
  const subjects = urls.map((url) => ({ flags: { ...flags, url }, terminal }));
  // What cannot be tried is a mistake of the command line here, and says so with its exit code.
  for (const subject of subjects) await connectionFrom(subject.flags, terminal);
  return subjects;
}

interface Subject {
  readonly flags: Flags & { readonly url: string };
  readonly terminal: Terminal;
}

/** What cannot be tried is what is wrong with that controller of a file, and no reason to leave the others alone. */
async function checkedOr(subject: Subject): Promise<CheckedController> {
  const { flags, terminal } = subject;
  try {
    // The login that was given is what is to be checked: not one that was kept.
    return await checkController(await connectionFrom(flags, terminal), terminal.signal);
  } catch (error) {
    const isKnown = error instanceof UsageError || CmlError.is(error, "invalid_request");
    if (!isKnown) throw error;
    const checks: Check[] = [{ name: "settings", outcome: "failed", ms: null, note: error.message }];
    return { url: shown(flags.url), ok: false, checks };
  }
}

/** An address that may be wrong because there is a password in it. */
const shown = (url: string): string => cell(url).replace(/^(\w+:\/\/)?.*@/, "$1…@");

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
