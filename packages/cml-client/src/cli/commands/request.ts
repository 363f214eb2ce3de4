import { type CmlOperationName, operations } from "../../api/operations.ts";
import { isDownload } from "../../api/streamed.ts";
import type { CmlClient } from "../../client.ts";
import { UPLOAD } from "../../transfer/check-upload.ts";
import type { Command, Invocation } from "../command.ts";
import { textOf } from "../files.ts";
import type { Terminal } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";

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
  async run(invocation) {
    const { words, flags, terminal } = invocation;
    if (flags["list"]) {
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
    const { name, path, query } = matched(spelled);
    refuseFiles(name, terminal);
    const input = {
      path,
      query: queryFrom([...query, ...asList(flags["query"])]),
      ...(await bodyFrom(invocation)),
    };
    const cml = await invocation.connect();
    await printed(await (cml.request as AnyRequest)(name, { ...input, signal: terminal.signal }), invocation);
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

async function printed(answer: unknown, { terminal, json }: Invocation): Promise<void> {
  if (answer === undefined) return;
  if (typeof answer === "string" && !json) terminal.out(answer.endsWith("\n") ? answer : `${answer}\n`);
  else if (isStream(answer)) await terminal.outFrom(answer);
  else terminal.out(`${JSON.stringify(answer, null, 2)}\n`);
}

function isStream(answer: unknown): answer is AsyncIterable<Uint8Array> {
  return typeof answer === "object" && answer !== null && Symbol.asyncIterator in answer;
}

/** The operation a request is of: literal paths before those with gaps. */
function matched(spelled: string): {
  readonly name: CmlOperationName;
  readonly path: Record<string, string>;
  readonly query: readonly (readonly [name: string, value: string])[];
} {
  const [method = "", ...written] = spelled.trim().split(/\s+/);
  const [target = "", ...asked] = written.join(" ").split("?");
  const query = [...new URLSearchParams(asked.join("?"))];
  const wanted = `${method.toUpperCase()} ${target.replace(/^\/api\/v0/, "")}`;
  const names = Object.keys(operations) as CmlOperationName[];
  if (names.includes(wanted as CmlOperationName))
    return { name: wanted as CmlOperationName, path: {}, query };
  for (const name of names) {
    const pattern = name.replaceAll(/[.*+?^$()|[\]\\]/g, "\\$&").replaceAll(/\{(\w+)\}/g, "(?<$1>[^/]+)");
    const found = new RegExp(`^${pattern}$`).exec(wanted);
    if (found) return { name, path: decoded(found.groups ?? {}), query };
  }
  throw new UsageError(
    `There is no operation ${JSON.stringify(wanted)}. "cml request --list" shows all of them.`,
  );
}

function decoded(groups: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, decodeURIComponent(value)]));
}

function asList(given: unknown): (readonly [name: string, value: string])[] {
  return (Array.isArray(given) ? (given as string[]) : []).map((pair) => {
    const [name = "", ...value] = pair.split("=");
    return [name, value.join("=")];
  });
}

function queryFrom(pairs: readonly (readonly [name: string, value: string])[]): Record<string, unknown> {
  return Object.fromEntries(pairs.map(([name, value]) => [name, typedValue(value)]));
}

function typedValue(text: string): string | number | boolean {
  if (text === "true" || text === "false") return text === "true";
  return /^-?\d+$/.test(text) ? Number(text) : text;
}

async function bodyFrom({ flags, terminal }: Invocation): Promise<{ readonly body?: unknown }> {
  const given = flags["body"];
  const file =
    flags["body-file"] ?? (typeof given === "string" && given.startsWith("@") ? given.slice(1) : undefined);
  if (typeof file === "string") {
    const text = file === "-" ? await terminal.input() : await textOf(file);
    return { body: parsedOr(text) };
  }
  return typeof given === "string" ? { body: parsedOr(given) } : {};
}

/** JSON where it is JSON; YAML and XML are text. */
function parsedOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
