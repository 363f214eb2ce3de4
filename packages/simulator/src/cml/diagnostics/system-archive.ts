import { gzipSync } from "node:zlib";
import type { Controller } from "../controller.ts";
import { writeTopologyFile } from "../labs/topology-file.ts";
import { type TarFile, tar } from "./tar.ts";

/** What users made, as a compressed tar file: their labs, one file each. That it is one is an assumption. */
export function systemArchive({ labs }: Controller): Uint8Array {
  const files = [...labs.values()].map(
    (lab): TarFile => ({
      name: `labs/${lab.id}.yaml`,
      content: Buffer.from(writeTopologyFile(lab)),
      modifiedMs: lab.modifiedMs,
    }),
  );
  return gzipSync(tar(files));
}
