import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ControllerIdentity } from "@cml-fleet/simulator";

/** Keeps the certificates of the demo's controllers, so that workers know them again after a restart. */
export function identityFiles(folder: string) {
  const fileOf = (instanceId: string) => join(folder, `${instanceId}.json`);

  return {
    async load(instanceId: string): Promise<ControllerIdentity | undefined> {
      try {
        return JSON.parse(await readFile(fileOf(instanceId), "utf8")) as ControllerIdentity;
      } catch {
        // Missing, or cut off by a power failure: a new one is made, as on a new machine.
        return undefined;
      }
    },
    async save(instanceId: string, identity: ControllerIdentity): Promise<void> {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const unfinished = `${fileOf(instanceId)}.new`;
      await writeFile(unfinished, JSON.stringify(identity), { mode: 0o600 });
      await rename(unfinished, fileOf(instanceId));
    },
  };
}
