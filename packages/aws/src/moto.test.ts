import { StopInstancesCommand } from "@aws-sdk/client-ec2";
import {
  type ContractCase,
  check,
  imageContract,
  instanceContract,
  type MetricsScene,
  metricsContract,
} from "@cml-fleet/core/testing";
import { type Moto, motoPeer, motoScene, startMoto } from "@cml-fleet/test-peers";
import { afterAll, beforeAll, describe, test } from "vitest";
import { cloudWatchMetrics } from "./cloudwatch-metrics.ts";
import { ec2Instances } from "./ec2-instances.ts";
import { imageScene, instanceScene, maker, regions } from "./test/cloud-peer.ts";
import { realClients } from "./test/real-clients.ts";

/** What moto 5.2.1 does otherwise than AWS, and what cannot be asked of it therefore. */
const unlikeAws: readonly string[] = [
  // It starts terminated instances again, and knows no IncorrectInstanceState.
  "refuses a terminated machine with `conflict`, and obeys for the others",
  // It answers `pending` and `stopping` even where nothing is to be done.
  "starts a machine that starts or runs already without complaint",
  "stops a machine that stops or stands already without complaint",
];

const { missing } = motoPeer();

describe.skipIf(missing !== undefined)("on moto, an EC2 and CloudWatch of somebody else", () => {
  let moto: Moto;
  beforeAll(async () => {
    moto = await startMoto();
  });
  afterAll(() => moto[Symbol.asyncDispose]());
  const asked = (cases: Iterable<ContractCase>) => [...cases].filter(({ name }) => !unlikeAws.includes(name));

  describe("ec2Instances", () => {
    check(test, asked(instanceContract(async () => instanceScene({ endpoint: moto.url }))));
  });

  describe("ec2Images", () => {
    check(test, asked(imageContract(async () => imageScene({ endpoint: moto.url }))));
  });

  describe("cloudWatchMetrics", () => {
    check(test, asked(metricsContract(async () => measuredScene(moto.url))));
  });
});

function measuredScene(endpoint: string): MetricsScene {
  const clients = realClients(endpoint);
  const instances = ec2Instances({ clients: clients.ec2 });
  async function launched(region: string) {
    const made = maker(endpoint);
    const imageId = await made.image(region, `image ${crypto.randomUUID()}`);
    return made.launch({ region, imageId, power: "running" });
  }
  async function described(ref: { readonly region: string; readonly id: string }) {
    const [snapshot] = (await instances.describe([ref])).found;
    if (!snapshot) throw new Error(`There is no instance ${ref.id}.`);
    return snapshot;
  }

  return {
    metrics: cloudWatchMetrics({ clients: clients.cloudwatch }),
    regions,
    async measured(region) {
      const ref = await launched(region);
      const scene = motoScene(endpoint, region);
      await scene.measureCpu(ref.id, 90, new Date(Date.now() - 9 * 60_000));
      await scene.measureCpu(ref.id, 10, new Date(Date.now() - 60_000));
      return { snapshot: await described(ref) };
    },
    unmeasured: async (region) => described(await launched(region)),
    async stopped(region) {
      const ref = await launched(region);
      await (await clients.ec2(region)).send(new StopInstancesCommand({ InstanceIds: [ref.id] }));
      return described(ref);
    },
  };
}
