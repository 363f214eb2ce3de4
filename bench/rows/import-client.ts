import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Row } from "../harness/row.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const TIMES = 3;

/** Starting a program that imports the built package, against one that imports what it depends on. */
export const importClient: Row = {
  name: "import of @cml-fleet/cml-client",
  unit: `${TIMES} processes, against importing zod and undici`,
  target: 1.5,
  async open() {
    const { status } = spawnSync("npm", ["run", "build", "-w", "@cml-fleet/cml-client"], { cwd: root });
    if (status !== 0) throw new Error("The package could not be built.");
    return {
      ours: async () => started('await import("@cml-fleet/cml-client")'),
      bare: async () => started('await import("zod"); await import("undici")'),
      async [Symbol.asyncDispose]() {},
    };
  },
};

function started(code: string): void {
  for (let time = 0; time < TIMES; time++) {
    const { status, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", code], {
      cwd: `${root}bench`,
    });
    if (status !== 0) throw new Error(String(stderr));
  }
}
