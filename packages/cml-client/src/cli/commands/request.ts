import { type CmlOperationName, operations } from "../../api/operations.ts";
import { isDownload } from "../../api/streamed.ts";
import type { CmlClient } from "../../client.ts";
import { UPLOAD } from "../../transfer/check-upload.ts";
import type { Command, Invocation } from "../command.ts";
import { jsonText } from "../json-text.ts";
import { refuseMore } from "../refuse-more.ts";
import { bodyFrom } from "../request-body.ts";
import { requestFrom } from "../request-line.ts";
import type { Terminal } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";
import { asSeen } from "../visible.ts";

/** Any operation of the API. */
export const requestCommand: Command = {
  name: "request",
  usage: ['"METHOD /path" [--query NAME=VALUE]… [--body JSON | --body-file FILE]', "--list"],
  summary: "Makes any request of the API, and prints the answer.",
  options: {
    query: { type: "string", multiple: true },
    body: { type: "string" },
    "body-file": { type: "string" },
    list: { type: "boolean" },
  },
  optionHelp: [
    ["--query NAME=VALUE", "a query parameter; may be given more than once"],
    ["--body JSON", "the body; @FILE is --body-file"],
    ["--body-file FILE", "the body from a file; - is standard input"],
    ["--list", "the operations there are"],
  ],
  examples: [
    'cml request "GET /labs?show_all=true"',
    'cml request "PATCH /labs/90f84e38-a71c-4d57-8d90-00fa8a197385" --body \'{"title":"OSPF"}\'',
    "cml request --list | grep pcap",
  ],
  get verbs() {
    // One word for the shell.
    return Object.keys(operations).map((name) => name.replace(" ", "\\ "));
  },
  async run(invocation) {
    const { words, flags, terminal } = invocation;
    if (flags["list"]) {
      refuseMore(words);
      terminal.out(
        Object.keys(operations)
          .map((name) => `${name}\n`)
          .join(""),
      );
      return 0;
    }
    const [spelled, ...more] = words;
    if (spelled === undefined || more.length > 0) {
      throw new UsageError('Name one request in quotes: cml request "GET /labs".');
    }
    const { name, path, query } = requestFrom(spelled, asList(flags["query"]));
    refuseFiles(name, terminal);
    const input = { path, query, ...(await bodyFrom(invocation, name)) };
    const cml = await invocation.connect();
    await printed(
      name,
      await (cml.request as AnyRequest)(name, { ...input, signal: terminal.signal }),
      invocation,
    );
    return 0;
  },
};

/** Files that a shell and a terminal have no use for. */
function refuseFiles(name: CmlOperationName, { isInteractive }: Terminal): void {
  if (name === UPLOAD) throw new UsageError(`${name} sends a file: cml images upload FILE.`);
  if (isDownload(name) && isInteractive) {
    throw new UsageError(`${name} answers with a binary file: put > FILE after it, or pipe it somewhere.`);
  }
}

type AnyRequest = (name: CmlOperationName, input: object) => ReturnType<CmlClient["request"]>;

async function printed(
  name: CmlOperationName,
  answer: unknown,
  { terminal, json }: Invocation,
): Promise<void> {
  if (answer === undefined) return;
  if (isStream(answer)) return terminal.outFrom(answer);
  if (typeof answer !== "string" || json) return terminal.out(`${jsonText(answer, 2)}\n`);
  // A word out of JSON is a line; a text is as the controller has it, to its last byte, unless a prompt would follow on it.
  const isLine = terminal.isInteractive || !isText(name);
  terminal.out(asSeen(isLine && !answer.endsWith("\n") ? `${answer}\n` : answer, terminal));
}

const isText = (name: CmlOperationName): boolean =>
  Object.values(operations[name].answers).some((content) => content?.mediaType.startsWith("text/"));

function isStream(answer: unknown): answer is AsyncIterable<Uint8Array> {
  return typeof answer === "object" && answer !== null && Symbol.asyncIterator in answer;
}

const asList = (given: unknown): readonly string[] => (Array.isArray(given) ? (given as string[]) : []);
