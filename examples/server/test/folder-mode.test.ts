import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { refusedService, startService } from "./support/service.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

const aws = {
  CML_FLEET_MODE: "aws",
  CML_WORKER_API_PASSWORD: "s3cret",
  WORKER_MONITORING_ENABLED: "false",
};
const refused = (environment: Readonly<Record<string, string>>) =>
  refusedService({ ...environment, APP_PORT: "0" });

test("a folder of the demo is refused to AWS, with both ways out", async () => {
  const DATA_DIR = temporaryFolder();
  expect(await (await startService({ DATA_DIR })).interrupt()).toBe(0);
  const { code, said } = await refused({ ...aws, DATA_DIR });
  expect(code).toBe(2);
  expect(said).toContain(
    `DATA_DIR: the folder ${DATA_DIR} belongs to the demo; set another DATA_DIR for a fleet on AWS, ` +
      "or go on with the demo: CML_FLEET_MODE=demo.",
  );
  expect(await (await startService({ DATA_DIR })).interrupt()).toBe(0);
});

test("a folder of a fleet on AWS is refused to the demo, which leaves nothing in it", async () => {
  const DATA_DIR = temporaryFolder();
  expect(await (await startService({ ...aws, DATA_DIR })).interrupt()).toBe(0);
  for (const STORE of ["sqlite", "memory"]) {
    const { code, said } = await refused({ DATA_DIR, STORE });
    expect(code).toBe(2);
    expect(said).toContain(
      `DATA_DIR: the folder ${DATA_DIR} belongs to a fleet on AWS; set another DATA_DIR for the demo, ` +
        "or go on with a fleet on AWS: CML_FLEET_MODE=aws.",
    );
  }
  expect(existsSync(join(DATA_DIR, "demo-certificates"))).toBe(false);
  expect(readFileSync(join(DATA_DIR, "mode"), "utf8")).toBe("aws\n");
});

test("a folder without a mark is the demo's where it has the demo's certificates, else AWS's", async () => {
  const ofDemo = temporaryFolder();
  mkdirSync(join(ofDemo, "demo-certificates"));
  expect((await refused({ ...aws, DATA_DIR: ofDemo })).said).toContain("belongs to the demo");

  const ofAws = temporaryFolder();
  expect(await (await startService({ ...aws, DATA_DIR: ofAws })).interrupt()).toBe(0);
  for (const unmark of [() => rmSync(join(ofAws, "mode")), () => writeFileSync(join(ofAws, "mode"), "")]) {
    unmark();
    expect((await refused({ DATA_DIR: ofAws })).said).toContain("belongs to a fleet on AWS");
  }
});
