import { awsClients, cloudWatchMetrics, ec2Images, ec2Instances } from "@cml-fleet/aws";
import {
  createFleet,
  memoryEventLog,
  memoryLeases,
  memoryObservations,
  memoryWorkers,
  systemClock,
} from "@cml-fleet/core";
import { memoryGateway } from "@cml-fleet/core/testing";
import { startAwsSimulator } from "@cml-fleet/simulator";
import { expect, test } from "vitest";

const regions = ["us-east-1", "eu-west-1"] as const;
const calls = (running: number) => Math.ceil(running / 200) + 2 + Math.ceil((2 * running) / 500);

test.each([
  [1, 1],
  [200, 7],
  [201, 250],
  [251, 600],
])(
  "refreshes fleets of %i and %i running workers with ⌈n/200⌉ + 2 + ⌈2n/500⌉ AWS calls for each region",
  async (here, there) => {
    const instances = [here, there].flatMap((count, index) =>
      Array.from({ length: count }, () => ({ region: regions[index] as string })),
    );
    await using aws = await startAwsSimulator({ regions, instances, controllers: { enabled: false } });
    const { endpoint, accessKeyId, secretAccessKey } = aws;
    using clients = awsClients({
      endpoint,
      credentials: { accessKeyId, secretAccessKey },
      pacing: { share: 1 },
    });
    const fleet = createFleet({
      workers: memoryWorkers(),
      observations: memoryObservations(),
      eventLog: memoryEventLog(),
      leases: memoryLeases(systemClock),
      instances: ec2Instances({ clients: clients.ec2 }),
      images: ec2Images({ clients: clients.ec2 }),
      metrics: cloudWatchMetrics({ clients: clients.cloudwatch }),
      gateway: memoryGateway(),
    });
    for (const region of regions) {
      await fleet.workers.import({ region, imageName: "cml-*" }, { actor: "test" });
    }
    for (let cycle = 0; cycle < 2; cycle++) {
      const before = aws.calls.count();
      expect(await fleet.workers.refreshAll()).toMatchObject({ workers: here + there, errors: [] });
      expect(aws.calls.count() - before).toBe(calls(here) + calls(there));
    }
    await fleet.stop();
  },
);
