import { stat } from "node:fs/promises";
import { basename } from "node:path";
import type { CmlClient } from "../../client.ts";
import type { Command, Invocation } from "../command.ts";
import { unreadable } from "../files.ts";
import { forEach } from "../for-each.ts";
import { jsonText } from "../json-text.ts";
import { progressLine } from "../progress.ts";
import { refuseMore } from "../refuse-more.ts";
import { cell } from "../table.ts";
import { UsageError } from "../usage-error.ts";

type Verb = (invocation: Invocation, cml: CmlClient, words: readonly string[]) => Promise<number>;

/** What one does with the files that images are made of. */
export const imagesCommand: Command = {
  name: "images",
  usage: ["ls", "upload FILE [--name NAME]", "rm NAME…"],
  summary: "Uploads disk images, lists and removes the files that were uploaded.",
  options: { name: { type: "string" } },
  optionHelp: [["--name NAME", "what the controller is to call the file; it ends like an image (.qcow2)"]],
  examples: ["cml images upload alpine-3.20.qcow2", "cml images upload build/disk.qcow2 --name edge-7.qcow2"],
  get verbs() {
    return Object.keys(verbs);
  },
  takes: { ls: [], rm: [], upload: ["name"] },
  defaultVerb: "ls",
  ids: async ([verb], cml) => (verb === "rm" ? cml.images.list() : []),
  async run(invocation) {
    const [verb = "ls", ...words] = invocation.words;
    const known = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
    if (!known)
      throw new UsageError(`There is no "cml images ${verb}". "cml help images" lists what there is.`);
    return known(invocation, await invocation.connect(), words);
  },
};

const verbs: Readonly<Record<string, Verb>> = {
  async ls({ terminal, json }, cml, more) {
    refuseMore(more);
    const names = await cml.images.list({ signal: terminal.signal });
    terminal.out(json ? `${jsonText(names)}\n` : names.map((name) => `${cell(name)}\n`).join(""));
    return 0;
  },
  rm: (invocation, cml, names) =>
    forEach(names, "removed", invocation, (name) =>
      cml.images.remove(name, { signal: invocation.terminal.signal }),
    ),
  async upload({ terminal, flags, json }, cml, [path, ...more]) {
    if (path === undefined || more.length > 0) throw new UsageError("Name one file: cml images upload FILE.");
    const about = await stat(path).catch(unreadable(path));
    if (!about.isFile())
      throw new UsageError(`${path} is no file whose size is known: write it to a file first.`);
    const { size } = about;
    const name = typeof flags["name"] === "string" ? flags["name"] : basename(path);
    const startedAt = performance.now();
    {
      using line = progressLine(terminal);
      await cml.images.upload(
        { file: path, name },
        {
          signal: terminal.signal,
          onProgress: ({ sentBytes }) =>
            line.show(`${name}  ${soFar(sentBytes, size, performance.now() - startedAt)}`),
        },
      );
    }
    terminal.out(json ? `${jsonText({ name, size })}\n` : `${name} uploaded, ${megabytes(size)} MB\n`);
    return 0;
  },
};

function soFar(sentBytes: number, size: number, elapsedMs: number): string {
  const percent = Math.floor((sentBytes / size) * 100);
  const rate = megabytes((sentBytes / Math.max(elapsedMs, 1)) * 1_000);
  return `${percent} %  ${megabytes(sentBytes)} of ${megabytes(size)} MB  ${rate} MB/s`;
}

const megabytes = (bytes: number): string => (bytes / 1_000_000).toFixed(1);
