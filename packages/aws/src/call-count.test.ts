import { expect, test } from "vitest";
import { cloudWatchMetrics, ec2Instances } from "./index.ts";
import { fakeAws } from "./test/fake-aws.ts";
import { fakeFleet, runningInstances } from "./test/fake-fleet.ts";
import { realClients } from "./test/real-clients.ts";

test.each([1, 100, 200, 201, 500, 1_000])(
  "refreshes %i running instances with ⌈n/200⌉ + 2 + ⌈2n/500⌉ calls",
  async (count) => {
    const fleet = runningInstances(count);
    await using aws = await fakeAws(fakeFleet(fleet));
    using clients = realClients(aws.endpoint);
    const instances = ec2Instances({ clients: clients.ec2 });
    const metrics = cloudWatchMetrics({ clients: clients.cloudwatch });

    const { found, missing, failed } = await instances.describe(
      fleet.map(({ id }) => ({ region: "eu-west-1", id })),
    );
    const health = await instances.health("eu-west-1");
    const samples = await metrics.read(found);

    expect([found.length, missing.length, failed.length, health.notOk.size]).toEqual([count, 0, 0, 0]);
    expect(samples.size).toBe(count);
    expect(aws.calls.length).toBe(Math.ceil(count / 200) + 2 + Math.ceil((2 * count) / 500));
  },
);
