import { statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type CmlSimulator, startCmlSimulator } from "@cml-fleet/simulator";
import { expect, test } from "vitest";
import { commandLine } from "../test/command-line.ts";

/** Done before the program looks again, which it does every two seconds. */
const instantNodes = { nodeBootMs: 0, nodeTimes: { queueMs: 0, stopMs: 0, wipeMs: 0 } };

const topology = `
lab: {version: 0.3.0, title: Two}
nodes:
  - id: n0
    label: r1
    node_definition: iosv
    x: 0
    y: 0
    interfaces: [{id: i0, label: GigabitEthernet0/0, slot: 0, type: physical}]
  - id: n1
    label: mystery
    node_definition: hal9000
    x: 100
    y: 0
    interfaces: [{id: i0, label: eth0, slot: 0, type: physical}]
links: [{id: l0, n1: n0, i1: i0, n2: n1, i2: i0}]
`;

/** The program, in a shell that knows this controller. */
const program = (cml: CmlSimulator) => {
  const environment = {
    CML_URL: cml.url,
    CML_USERNAME: cml.username,
    CML_PASSWORD: cml.password,
    CML_FINGERPRINT: cml.fingerprint256,
  };
  return (args: readonly string[], options: Parameters<typeof commandLine>[2] = {}) =>
    commandLine(args, environment, options);
};

test("takes a lab from its file to its end", async () => {
  await using simulator = await startCmlSimulator({ ...instantNodes, labs: [] });
  const cml = program(simulator);
  const imported = await cml(["labs", "import", "-"], { input: topology });
  expect(imported).toMatchObject({ code: 0, err: expect.stringContaining("hal9000") });
  const lab = imported.out.trim();

  const started = await cml(["labs", "start", lab, "--wait"], { isErrInteractive: true });
  expect(started).toMatchObject({ code: 0, out: `${lab} started\n` });
  expect(started.err).toContain("2 BOOTED");
  const table = (await cml(["nodes", "ls", lab])).out;
  expect(table).toMatch(/r1 +iosv +BOOTED +Booted\n/);
  expect(table).toMatch(/mystery +hal9000 +BOOTED +Booted\n/);
  const { out: found } = await cml(["nodes", "ls", lab, "--json"]);
  const [{ id: node }] = JSON.parse(found) as [{ id: string }];

  const live = cml(["events", "--json", "--count", "3"]);
  await expect.poll(() => simulator.live.connections).toBe(1);
  expect(await cml(["nodes", "stop", lab, node])).toMatchObject({ code: 0, out: `${node} told to stop\n` });
  const told = (await live).out
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(told[1]).toMatchObject({ type: "state_change", elementId: node, labId: lab, state: "STOPPED" });

  expect(await cml(["labs", "stop", lab, "--wait"])).toMatchObject({ code: 0, out: `${lab} stopped\n` });
  const downloaded = await cml(["labs", "download", lab]);
  expect(downloaded).toMatchObject({ code: 0, err: "" });
  expect((await cml(["labs", "import", "-"], { input: downloaded.out })).code).toBe(0);
  expect(await cml(["labs", "rm", lab])).toMatchObject({ code: 1, out: "" });
  expect(await cml(["labs", "wipe", lab, "--wait"])).toMatchObject({ code: 0, out: `${lab} wiped\n` });
  expect(await cml(["labs", "rm", lab])).toMatchObject({ code: 0, out: `${lab} removed\n` });
  expect((await cml(["labs", "ids"])).out.trim().split("\n")).toEqual(simulator.labIds());
});

test("removes a lab that runs when it is forced to", async () => {
  await using simulator = await startCmlSimulator({
    ...instantNodes,
    labs: [{ title: "Busy", nodes: ["alpine"], state: "STARTED" }],
  });
  const cml = program(simulator);
  const [lab = ""] = simulator.labIds();
  const removed = await cml(["labs", "rm", lab, "--force"], { isErrInteractive: true });
  expect(removed).toMatchObject({ code: 0, out: `${lab} removed\n` });
  expect(removed.err).toMatch(/stopping.*wiping.*deleting/s);
  expect(simulator.labIds()).toEqual([]);
});

test("uploads, lists and removes files, checks the controller, and completes its ids", async () => {
  await using simulator = await startCmlSimulator(instantNodes);
  const cml = program(simulator);
  const thisFile = fileURLToPath(import.meta.url);
  expect((await cml(["images", "upload", thisFile, "--name", "alpine.qcow2"])).code).toBe(0);
  expect(simulator.droppedFiles()).toMatchObject([{ sizeBytes: statSync(thisFile).size }]);
  expect((await cml(["images", "ls"])).out).toBe("alpine.qcow2\n");
  expect((await cml(["images", "rm", "alpine.qcow2"])).code).toBe(0);
  expect((await cml(["images", "ls"])).out).toBe("");
  expect((await cml(["check"])).code).toBe(0);
  const [lab = ""] = simulator.labIds();
  const { out } = await cml(["completion", "line", `cml nodes start ${lab} `]);
  expect(out).toContain((await cml(["nodes", "ls", lab])).out.split("\n")[1]?.split(" ")[0]);
});
