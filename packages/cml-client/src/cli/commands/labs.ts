import type { CmlClient } from "../../client.ts";
import type { Command, Invocation } from "../command.ts";
import { textOf } from "../files.ts";
import { jsonText } from "../json-text.ts";
import { refuseMore } from "../refuse-more.ts";
import { cell, columns } from "../table.ts";
import { toldSilence } from "../told-silence.ts";
import { UsageError } from "../usage-error.ts";
import { asSeen } from "../visible.ts";
import { isWaiting, removal, stateChange } from "./lab-orders.ts";

type Verb = (invocation: Invocation, cml: CmlClient, ids: readonly string[]) => Promise<number>;

/** What one does with labs. */
export const labsCommand: Command = {
  name: "labs",
  usage: [
    "ls [--all]",
    "start|stop|wipe LAB… [--wait [--wait-timeout SECONDS]]",
    "rm LAB… [--force [--wait-timeout SECONDS]]",
    "import FILE|- [--title TITLE]",
    "download LAB",
    "ids [--all]",
  ],
  summary: "Lists, starts, stops, wipes, imports, downloads and removes labs.",
  options: {
    all: { type: "boolean" },
    title: { type: "string" },
    force: { type: "boolean" },
    wait: { type: "boolean" },
    "wait-timeout": { type: "string" },
  },
  optionHelp: [
    ["--all", "everybody's labs, not only your own"],
    ["import -", "import what comes on standard input"],
    ["--title TITLE", "title of an imported lab"],
    ["--wait", "go on until every node is there; wipe stops the lab before"],
    ["--force", "stop and wipe a lab before it is removed"],
    ["--wait-timeout SECONDS", "longest time for one lab, with --wait or --force (900)"],
  ],
  examples: [
    "cml labs ls --all",
    "cml labs start 90f84e38-a71c-4d57-8d90-00fa8a197385",
    "cml labs rm --force 90f84e38-a71c-4d57-8d90-00fa8a197385",
    "cml labs import ospf.yaml --title 'OSPF basics'",
    "cml labs download $(cml labs ids | head -1) > lab.yaml",
  ],
  get verbs() {
    return Object.keys(verbs);
  },
  takes: {
    ls: ["all"],
    ids: ["all"],
    start: ["wait", "wait-timeout"],
    stop: ["wait", "wait-timeout"],
    wipe: ["wait", "wait-timeout"],
    rm: ["force", "wait-timeout"],
    import: ["title"],
    download: [],
  },
  defaultVerb: "ls",
  async ids([verb = "", ...given], cml) {
    const isWanted =
      ["start", "stop", "wipe", "rm"].includes(verb) || (verb === "download" && given.length === 0);
    return isWanted ? cml.labs.list({ all: true }) : [];
  },
  async run(invocation) {
    const [verb = "ls", ...ids] = invocation.words;
    const known = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
    if (!known) throw new UsageError(`There is no "cml labs ${verb}". "cml help labs" lists what there is.`);
    const silence = isWaiting(invocation) ? toldSilence(invocation.terminal) : undefined;
    return known(invocation, await invocation.connect(silence), ids);
  },
};

const verbs: Readonly<Record<string, Verb>> = {
  async ls({ terminal, flags, json }, cml, more) {
    refuseMore(more);
    const labs = await cml.labs.listDetails({ all: flags["all"] === true, signal: terminal.signal });
    if (json) terminal.out(`${jsonText(labs, 2)}\n`);
    else {
      const rows = labs.map((lab) =>
        [lab.id, lab.title, lab.state, lab.ownerUsername, lab.nodeCount, lab.linkCount].map(cell),
      );
      terminal.out(columns([["ID", "TITLE", "STATE", "OWNER", "NODES", "LINKS"], ...rows]));
    }
    return 0;
  },
  async ids({ terminal, flags, json }, cml, more) {
    refuseMore(more);
    const ids = await cml.labs.list({ all: flags["all"] === true, signal: terminal.signal });
    terminal.out(json ? `${jsonText(ids)}\n` : ids.map((id) => `${cell(id)}\n`).join(""));
    return 0;
  },
  start: stateChange("start"),
  stop: stateChange("stop"),
  wipe: stateChange("wipe"),
  rm: removal,
  async import({ terminal, flags, json }, cml, [file, ...more]) {
    refuseMore(more);
    if (file === undefined) throw new UsageError("Name the file to import; - is standard input.");
    const body = file === "-" ? await terminal.input() : await textOf(file);
    const title = flags["title"];
    const query = typeof title === "string" ? { query: { title } } : {};
    const { id, warnings } = await cml.request("POST /import", { body, ...query, signal: terminal.signal });
    for (const warning of warnings ?? []) terminal.err(`Warning: ${cell(warning)}\n`);
    terminal.out(json ? `${jsonText({ id, warnings })}\n` : `${cell(id)}\n`);
    return 0;
  },
  async download({ terminal }, cml, [lab_id, ...more]) {
    refuseMore(more);
    if (lab_id === undefined) throw new UsageError("Name the lab to download.");
    const path = { lab_id };
    const topology = await cml.request("GET /labs/{lab_id}/download", { path, signal: terminal.signal });
    terminal.out(asSeen(topology, terminal));
    return 0;
  },
};
