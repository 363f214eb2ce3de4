import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { stubProject } from "./test/stub-project.ts";

const node = process.execPath;

/** Waits until the process that started this one is gone. */
const orphan = `
  while (process.ppid === Number(process.env.STARTER)) await new Promise((resolve) => setTimeout(resolve, 5));
`;

test("a program whose npm was gone before it began is not run", async () => {
  const project = stubProject();
  expect(await project.spawn(node, ["scripts/run.mjs", "start"], { HOW: "7" }).ended()).toMatchObject({
    code: 7,
  });
  project.write("orphan.mjs", orphan);
  const command = `STARTER=$$ "${node}" --import ./orphan.mjs scripts/run.mjs start & exit 0`;
  const launched = project.spawn("sh", ["-c", command], { npm_lifecycle_event: "start" });
  expect((await launched.ended()).said).toBe("");
});

const namespace = ["--pid", "--fork", "--mount-proc"];
const mayUnshare = spawnSync("unshare", [...namespace, "true"]).status === 0;

test.skipIf(!mayUnshare)("npm may be process 1 (needs the right to make a namespace)", async () => {
  const launched = stubProject().spawn("unshare", [...namespace, "--kill-child", "npm", "start"]);
  await launched.says("goes on");
  launched.child.kill("SIGKILL");
  expect((await launched.ended()).said).not.toContain("SIGTERM");
});
