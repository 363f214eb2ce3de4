import type { CmlClient } from "../../client.ts";
import type { CmlLabSequenceOptions } from "../../waiting/wait-options.ts";
import type { Command, Invocation } from "../command.ts";
import { textOf } from "../files.ts";
import { forEach } from "../for-each.ts";
import { jsonText } from "../json-text.ts";
import { refuseMore } from "../refuse-more.ts";
import { cell, columns } from "../table.ts";
import { UsageError } from "../usage-error.ts";
import { asSeen } from "../visible.ts";

type Verb = (invocation: Invocation, cml: CmlClient, ids: readonly string[]) => Promise<number>;

const reachedWord = { start: "started", stop: "stopped", wipe: "wiped" } as const;
const reached = { start: "ensureStarted", stop: "ensureStopped", wipe: "ensureWiped" } as const;

/** What one does with labs. */
export const labsCommand: Command = {
  name: "labs",
  usage: [
    "ls [--all]",
    "start|stop|wipe LAB… [--wait]",
    "rm LAB… [--force]",
    "import FILE [--title TITLE]",
    "download LAB",
    "ids [--all]",
  ],
  summary: "Lists, starts, stops, wipes, imports, downloads and removes labs.",
  options: {
    all: { type: "boolean" },
    title: { type: "string" },
    force: { type: "boolean" },
    wait: { type: "boolean" },
  },
  optionHelp: [
    ["--all", "everybody's labs, not only your own"],
    ["--title TITLE", "title of an imported lab"],
    ["--wait", "go on until every node is there; wipe stops the lab before"],
    ["--force", "stop and wipe a lab before it is removed"],
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
  ids: (_words, cml) => cml.labs.list({ all: true }),
  async run(invocation) {
    const [verb = "ls", ...ids] = invocation.words;
    const known = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
    if (!known) throw new UsageError(`There is no "cml labs ${verb}". "cml help labs" lists what there is.`);
    return known(invocation, await invocation.connect(), ids);
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
  rm: (invocation, cml, ids) =>
    forEach(ids, "removed", invocation, (id) =>
      invocation.flags["force"]
        ? tellingOfTheRest(invocation, id, cml.labs.destroy(id, followed(invocation)))
        : cml.labs.delete(id, { signal: invocation.terminal.signal }),
    ),
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

function stateChange(verb: keyof typeof reached): Verb {
  return (invocation, cml, ids) => {
    const { flags, terminal } = invocation;
    return flags["wait"]
      ? forEach(ids, reachedWord[verb], invocation, (id) =>
          tellingOfTheRest(invocation, id, cml.labs[reached[verb]](id, followed(invocation))),
        )
      : forEach(ids, `told to ${verb}`, invocation, (id) => cml.labs[verb](id, { signal: terminal.signal }));
  };
}

/** Ctrl-C ends the waiting, and takes no order back. */
async function tellingOfTheRest({ terminal }: Invocation, id: string, work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (terminal.signal.aborted) {
      terminal.err(`${id}: no longer waited for; the controller goes on with what it was told last.\n`);
    }
    throw error;
  }
}

/** Says how long work gets on, one line for each news. */
function followed({ terminal }: Invocation): CmlLabSequenceOptions {
  let said = "";
  return {
    signal: terminal.signal,
    onProgress({ labId, step, nodes }) {
      const counts = Map.groupBy(nodes, ({ state }) => state);
      const states = Array.from(counts, ([state, { length }]) => `${length} ${cell(state)}`).join(", ");
      const line = `${labId} ${step}${states && `: ${states}`}\n`;
      if (line !== said) terminal.err(line);
      said = line;
    },
  };
}
