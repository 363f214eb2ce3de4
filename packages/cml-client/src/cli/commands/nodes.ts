import type { Command, Flags } from "../command.ts";
import { flagText } from "../flag-value.ts";
import { forEach } from "../for-each.ts";
import { jsonText } from "../json-text.ts";
import { refuseMore } from "../refuse-more.ts";
import { cell, columns } from "../table.ts";
import { UsageError } from "../usage-error.ts";
import { asSeen } from "../visible.ts";

const orders = {
  start: "PUT /labs/{lab_id}/nodes/{node_id}/state/start",
  stop: "PUT /labs/{lab_id}/nodes/{node_id}/state/stop",
  wipe: "PUT /labs/{lab_id}/nodes/{node_id}/wipe_disks",
} as const;

/** What one does with the nodes of a lab. */
export const nodesCommand: Command = {
  name: "nodes",
  usage: ["ls LAB", "start|stop|wipe LAB NODE…", "log LAB NODE [--line N]"],
  summary: "Lists the nodes of a lab, starts, stops and wipes them, and shows their console logs.",
  options: { line: { type: "string" } },
  optionHelp: [["--line N", "which console (0)"]],
  examples: [
    "cml nodes ls 90f84e38-a71c-4d57-8d90-00fa8a197385",
    "cml nodes start LAB NODE",
    "cml nodes log LAB NODE",
  ],
  verbs: ["ls", "start", "stop", "wipe", "log"],
  takes: { ls: [], start: [], stop: [], wipe: [], log: ["line"] },
  async ids([verb = "", lab_id, ...given], cml) {
    if (lab_id === undefined) return cml.labs.list({ all: true });
    if (verb === "ls" || (verb === "log" && given.length > 0)) return [];
    const query = { data: false, operational: null, exclude_configurations: null };
    const nodes = await cml.request("GET /labs/{lab_id}/nodes", { path: { lab_id }, query });
    return nodes.flatMap((node) => (typeof node === "string" ? node : (node.id ?? [])));
  },
  async run(invocation) {
    const { words, terminal, json, flags } = invocation;
    const [verb = "", lab_id, ...nodes] = words;
    const { signal } = terminal;
    if (lab_id === undefined) throw new UsageError("Name the lab: cml nodes ls LAB.");
    if (verb === "ls") {
      refuseMore(nodes);
      const cml = await invocation.connect();
      const query = { data: true, operational: true, exclude_configurations: true };
      const found = await cml.request("GET /labs/{lab_id}/nodes", { path: { lab_id }, query, signal });
      if (json) terminal.out(`${jsonText(found, 2)}\n`);
      else {
        const rows = found.map((node) =>
          typeof node === "string"
            ? [cell(node)]
            : [node.id, node.label, node.node_definition, node.state, node.boot_progress].map(cell),
        );
        terminal.out(columns([["ID", "LABEL", "DEFINITION", "STATE", "BOOT"], ...rows]));
      }
      return 0;
    }
    if (nodes.length === 0) throw new UsageError("Name at least one node.");
    const cml = await invocation.connect();
    if (verb === "log") {
      refuseMore(nodes.slice(1));
      const path = { lab_id, node_id: nodes[0] as string, console_id: lineFrom(flags) };
      const log = await cml.request("GET /labs/{lab_id}/nodes/{node_id}/consoles/{console_id}/log", {
        path,
        signal,
      });
      terminal.out(asSeen(log, terminal));
      return 0;
    }
    if (!Object.hasOwn(orders, verb)) {
      throw new UsageError(`There is no "cml nodes ${verb}". "cml help nodes" lists what there is.`);
    }
    return forEach(nodes, `told to ${verb}`, invocation, (node_id) =>
      cml.request(orders[verb as keyof typeof orders], { path: { lab_id, node_id }, signal }),
    );
  },
};

function lineFrom(flags: Flags): number {
  const line = flagText(flags, "line") ?? "0";
  if (/^\d+$/.test(line)) return Number(line);
  throw new UsageError("--line takes the number of a console, from 0.");
}
