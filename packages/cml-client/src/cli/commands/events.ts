import type { CmlEvent } from "../../events/event.ts";
import type { Command } from "../command.ts";
import { errorText } from "../error-text.ts";
import { jsonText } from "../json-text.ts";
import { refuseMore } from "../refuse-more.ts";
import { cell } from "../table.ts";
import { UsageError } from "../usage-error.ts";

/** Shows what happens on a controller while it happens. */
export const eventsCommand: Command = {
  name: "events",
  usage: ["[--stats] [--count N]"],
  summary: "Shows what happens on a controller, as it happens, until Ctrl-C.",
  options: { stats: { type: "boolean" }, count: { type: "string" } },
  optionHelp: [
    ["--stats", "show load figures too, which come every three seconds"],
    ["--count N", "end after so many"],
  ],
  examples: ["cml events", "cml events --json --count 10 | jq .type"],
  async run({ terminal, words: more, flags, json, connect }) {
    refuseMore(more);
    const most = Number(flags["count"] ?? Number.POSITIVE_INFINITY);
    if (!(most >= 1)) throw new UsageError("--count takes a number from 1.");
    const cml = await connect();
    let shown = 0;
    const signal = AbortSignal.any([terminal.signal, terminal.unread]);
    for await (const event of cml.events({ signal })) {
      if (!flags["stats"] && (event.type === "system_stats" || event.type === "lab_stats")) continue;
      const time = new Date().toISOString();
      terminal.out(json ? `${jsonText(recordOf(event, time))}\n` : `${time}  ${lineOf(event)}\n`);
      shown++;
      if (shown >= most) break;
    }
    return 0;
  },
};

function recordOf(event: CmlEvent, time: string): object {
  if (event.type !== "disconnected") return { time, ...event };
  const { code, message } = event.error;
  return { time, ...event, error: { code, message } };
}

function lineOf(event: CmlEvent): string {
  switch (event.type) {
    case "connected":
      return event.type;
    case "disconnected":
      return `disconnected: ${errorText(event.error)} Next try in ${event.retryInMs} ms.`;
    case "resync":
      return `resync: ${event.reason}; something may have been missed`;
    case "system_stats":
      return `system_stats  cpu ${cell(event.stats.cpuPercent)} %`;
    case "lab_stats":
      return `lab_stats  lab ${cell(event.labId)}`;
    case "state_change":
      return words("state_change", event.elementType, event.elementId, event.state, inLab(event.labId));
    case "lab_event":
      return words("lab_event", event.event, event.labId);
    case "lab_element_event":
      return words("lab_element_event", event.event, event.elementType, event.elementId, inLab(event.labId));
    case "unknown":
      return words("unknown", event.eventType, cell(JSON.stringify(event.value)));
  }
}

const inLab = (labId: string | null) => labId && `in ${labId}`;

function words(...parts: readonly (string | null)[]): string {
  return parts
    .filter((part) => part !== null)
    .map((part) => cell(part))
    .join("  ");
}
