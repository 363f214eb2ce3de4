import { z } from "zod";
import type { Flags } from "./command.ts";
import { textOf } from "./files.ts";
import type { Terminal } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

const entrySchema = z.strictObject({
  url: z.string().min(1),
  username: z.string().min(1).optional(),
  password: z.string().min(1).optional(),
  token: z.string().min(1).optional(),
  fingerprint: z.string().min(1).optional(),
  fingerprint256: z.string().min(1).optional(),
  ca: z.string().min(1).optional(),
});

/** A controller of a file, as a command line of its own would have it. */
export interface FleetEntry {
  readonly flags: Flags & { readonly url: string };
  readonly terminal: Terminal;
}

/** The controllers in a file: what one does not say itself comes from flags and environment. @throws UsageError */
export async function fleetFile(file: string, flags: Flags, terminal: Terminal): Promise<FleetEntry[]> {
  const json = jsonOr(await textOf(file));
  if (json === undefined) throw new UsageError(`${file} is not JSON.`);
  const { success, data, error } = z.array(entrySchema).min(1).safeParse(json);
  if (success) return data.map((entry) => entryFrom(entry, flags, terminal));
  const [{ path, message } = { path: [], message: "" }] = error.issues;
  const where = path.length > 0 ? `${path.join(".")}: ` : "";
  throw new UsageError(
    `${file} is not a list like [{"url": "https://203.0.113.7", "username": "admin"}]. ${where}${message}.`,
  );
}

function entryFrom(
  {
    url,
    username,
    password,
    token,
    fingerprint256,
    fingerprint = fingerprint256,
    ca,
  }: z.infer<typeof entrySchema>,
  { username: sharedName, "password-stdin": fromInput, ...shared }: Flags,
  terminal: Terminal,
): FleetEntry {
  const { environment } = terminal;
  const { CML_TOKEN: _token, CML_PASSWORD: _password, ...without } = environment;
  // Whoever gives a login of its own to a controller does not mean the common one.
  const login = token
    ? { environment: { ...without, CML_TOKEN: token }, named: {}, asked: {} }
    : {
        environment: password ? { ...without, CML_PASSWORD: password } : environment,
        named: { username: username ?? sharedName },
        asked: { "password-stdin": password === undefined && fromInput },
      };
  const { "dangerously-accept-any-certificate": any, fingerprint: _pin, ca: _ca, ...plain } = shared;
  const trust =
    fingerprint || ca ? { fingerprint, ca } : { ...shared, "dangerously-accept-any-certificate": any };
  return {
    flags: { ...plain, ...trust, ...login.named, ...login.asked, url },
    terminal: { ...terminal, environment: login.environment },
  };
}

function jsonOr(text: string): unknown {
  try {
    // Editors of some systems put a mark of the byte order before it.
    return JSON.parse(text.replace(/^\ufeff/, ""));
  } catch {
    return undefined;
  }
}
