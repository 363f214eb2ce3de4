import { EC2Client } from "@aws-sdk/client-ec2";
import { createCmlClient } from "@cml-fleet/cml-client";
import type { CmlSimulator } from "@cml-fleet/simulator";
import { simulatorTest } from "@cml-fleet/simulator/vitest";
import { describe, expect } from "vitest";
import { freeMemory } from "./free-memory.ts";
import { startWorker } from "./start-worker.ts";

/** Every test gets its own controller and its own AWS, as far as it asks for them. */
const test = simulatorTest({
  cml: {
    labs: [
      { title: "big", nodes: ["nxosv9000", "nxosv9000", "nxosv9000"], state: "STARTED" },
      { title: "small", nodes: ["alpine"], state: "STARTED" },
    ],
    nodeTimes: { stopMs: 50 },
  },
  aws: {
    instances: [{ region: "us-east-1", name: "worker", state: "stopped" }],
    delays: { startMs: 100 },
    controllers: { bootMs: 0 },
  },
});

const clientOf = ({ url, username, password, fingerprint256 }: CmlSimulator) =>
  createCmlClient({
    baseUrl: url,
    auth: { username, password },
    tls: { trust: "pinned", fingerprint256 },
  });

describe("freeMemory", () => {
  test("stops the biggest lab first, and no more than it has to", async ({ cml }) => {
    await using client = clientOf(cml);
    expect(await freeMemory(client, 20)).toEqual(["big"]);
    expect(await client.labs.findByTitle("small")).toMatchObject([{ state: "STARTED" }]);
  });

  test("says why it failed when the controller does not answer any more", async ({ cml }) => {
    cml.faults.add({ operation: "GET /system_stats", fault: { kind: "reset" } });
    await using client = clientOf(cml);
    await expect(freeMemory(client, 20)).rejects.toMatchObject({ code: "connection" });
  });
});

test("startWorker waits until the machine runs, and its controller can be asked", async ({ aws }) => {
  const { endpoint, accessKeyId, secretAccessKey } = aws;
  const ec2 = new EC2Client({
    endpoint,
    region: "us-east-1",
    credentials: { accessKeyId, secretAccessKey },
  });
  const [{ id } = { id: "" }] = aws.instances();
  await startWorker(ec2, id);
  const { state, controller } = aws.instance(id);
  expect(state).toBe("running");
  await using client = clientOf(controller as CmlSimulator);
  expect((await client.system.information()).ready).toBe(true);
});
