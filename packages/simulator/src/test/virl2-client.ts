import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { virl2Python } from "@cml-fleet/test-peers";
import type { CmlSimulator } from "../cml/simulated-controller.ts";

const script = fileURLToPath(new URL("../third-party/virl2_client_flows.py", import.meta.url));

/** What a flow saw. */
// biome-ignore lint/suspicious/noExplicitAny: every flow tells something else
export type Seen = any;

export interface FlowOptions {
  /** Done when the flow waits for it, which `expiry` does once. */
  readonly meanwhile?: () => void;
}

/** Lets virl2-client go through one flow of `virl2_client_flows.py`. @throws what it wrote when it failed. */
export async function virl2Flow(
  flow: string,
  cml: CmlSimulator,
  { meanwhile }: FlowOptions = {},
): Promise<Seen> {
  const folder = await mkdtemp(join(tmpdir(), "virl2-"));
  try {
    const certificate = join(folder, "cert.pem");
    await writeFile(certificate, cml.identity.cert);
    const child = spawn(virl2Python, [script, flow, cml.url, cml.username, cml.password, certificate], {
      // It reads .virlrc files from here upwards.
      cwd: folder,
    });
    let errors = "";
    child.stderr.on("data", (data) => {
      errors += String(data);
    });
    let last: Seen;
    for await (const line of createInterface({ input: child.stdout })) {
      if (!line.startsWith("{")) continue;
      last = JSON.parse(line);
      if (last.logged_in) {
        meanwhile?.();
        child.stdin.end("\n");
      }
    }
    if (last === undefined) throw new Error(`The flow ${flow} failed: ${errors}`);
    return last;
  } finally {
    await rm(folder, { recursive: true });
  }
}
