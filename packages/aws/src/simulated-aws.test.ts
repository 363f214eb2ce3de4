import {
  check,
  imageContract,
  instanceContract,
  type MetricsScene,
  metricsContract,
} from "@cml-fleet/core/testing";
import { startAwsSimulator } from "@cml-fleet/simulator";
import { describe, onTestFinished, test } from "vitest";
import { cloudWatchMetrics } from "./cloudwatch-metrics.ts";
import { ec2Instances } from "./ec2-instances.ts";
import { type CloudPeer, imageScene, instanceScene, maker, regions } from "./test/cloud-peer.ts";
import { realClients } from "./test/real-clients.ts";

async function simulated(): Promise<CloudPeer> {
  const aws = await startAwsSimulator({
    regions,
    delays: { startMs: 30, stopMs: 30, terminateMs: 30, statusChecksMs: 0 },
    controllers: { enabled: false },
  });
  onTestFinished(() => aws.close());
  return {
    endpoint: aws.endpoint,
    async breakRegion(region) {
      aws.faults.add({ region, fault: { kind: "error", code: "UnauthorizedOperation" } });
    },
    async impair({ id }) {
      aws.setChecks(id, { instance: "impaired" });
    },
  };
}

/** Metrics take hours to come about, so the measured machines are there from the beginning. */
async function measuredScene(): Promise<MetricsScene> {
  const seeds = regions.flatMap((region) => [
    { region, name: "measured", agent: false as const },
    { region, name: "stopped", state: "stopped" as const },
  ]);
  const aws = await startAwsSimulator({
    regions,
    instances: seeds,
    delays: { startMs: 0 },
    controllers: { enabled: false },
  });
  onTestFinished(() => aws.close());
  const clients = realClients(aws.endpoint);
  const instances = ec2Instances({ clients: clients.ec2 });
  const described = async (region: string, id: string) => {
    const [snapshot] = (await instances.describe([{ region, id }])).found;
    if (!snapshot) throw new Error(`There is no instance ${id}.`);
    return snapshot;
  };
  const seeded = (region: string, name: string) =>
    described(region, aws.instances().find((one) => one.region === region && one.name === name)?.id ?? "");

  return {
    metrics: cloudWatchMetrics({ clients: clients.cloudwatch }),
    regions,
    measured: async (region) => ({ snapshot: await seeded(region, "measured") }),
    stopped: (region) => seeded(region, "stopped"),
    async unmeasured(region) {
      const made = maker(aws.endpoint);
      const imageId = await made.image(region, `image ${crypto.randomUUID()}`);
      return described(region, (await made.launch({ region, imageId, power: "running" })).id);
    },
    async breakRegion(region) {
      aws.faults.add({ region, fault: { kind: "error", code: "AccessDenied" } });
    },
  };
}

describe("ec2Instances on the simulated AWS", () => {
  check(
    test,
    instanceContract(async () => instanceScene(await simulated())),
  );
});

describe("ec2Images on the simulated AWS", () => {
  check(
    test,
    imageContract(async () => imageScene(await simulated())),
  );
});

describe("cloudWatchMetrics on the simulated AWS", () => {
  check(test, metricsContract(measuredScene));
});
