import {
  DescribeInstancesCommand,
  type DescribeInstancesCommandInput,
  paginateDescribeInstances,
} from "@aws-sdk/client-ec2";
import { expect, test } from "vitest";
import {
  type AwsFixture,
  awsFixture,
  refusal,
  region,
  withoutControllers,
} from "../../../test/aws-fixture.ts";
import type { SeedInstance } from "../../options.ts";

const fleet = (count: number, seed: Partial<SeedInstance> = {}): SeedInstance[] =>
  Array.from({ length: count }, (_, index) => ({ region, name: `worker-${index}`, ...seed }));

async function describe({ ec2 }: AwsFixture, input: DescribeInstancesCommandInput = {}) {
  const { Reservations = [], NextToken } = await ec2.send(new DescribeInstancesCommand(input));
  return { instances: Reservations.flatMap(({ Instances = [] }) => Instances), NextToken };
}

test("describes everything a fleet reads of a machine", async () => {
  await using fixture = await awsFixture({
    images: [{ region, name: "cml", id: "ami-0123456789abcdef0" }],
    instances: [
      { region, name: `R&D <"1">`, tags: { team: "x" }, type: "m5zn.metal", detailedMonitoring: true },
    ],
    ...withoutControllers,
  });
  const { instances } = await describe(fixture);
  expect(instances).toHaveLength(1);
  expect(instances[0]).toMatchObject({
    InstanceId: expect.stringMatching(/^i-[0-9a-f]{17}$/),
    ImageId: "ami-0123456789abcdef0",
    InstanceType: "m5zn.metal",
    State: { Code: 16, Name: "running" },
    Monitoring: { State: "enabled" },
    Placement: { AvailabilityZone: expect.stringMatching(/^us-east-1[abc]$/) },
    LaunchTime: new Date(fixture.clock.now() - 6 * 3_600_000),
    PublicIpAddress: expect.stringMatching(/^203\.0\.113\.\d+$/),
    PrivateIpAddress: expect.stringMatching(/^10\.\d+\.\d+\.\d+$/),
    StateTransitionReason: "",
    Tags: [
      { Key: "Name", Value: `R&D <"1">` },
      { Key: "team", Value: "x" },
    ],
    CpuOptions: { CoreCount: 24, ThreadsPerCore: 2 },
  });
});

test("answers for ids all or nothing", async () => {
  await using fixture = await awsFixture({ instances: fleet(3), ...withoutControllers });
  const [one, two] = fixture.aws.instances().map(({ id }) => id);
  const { instances } = await describe(fixture, { InstanceIds: [two!, one!] });
  expect(instances.map(({ InstanceId }) => InstanceId).sort()).toEqual([one, two].sort());
  const unknown = ["i-00000000000000001", "i-00000000000000002"];
  await expect(describe(fixture, { InstanceIds: [one!, ...unknown] })).rejects.toMatchObject({
    name: "InvalidInstanceID.NotFound",
    message: `The instance IDs '${unknown.join(", ")}' do not exist`,
  });
  expect(await refusal(describe(fixture, { InstanceIds: ["i-x"] }))).toBe("InvalidInstanceID.Malformed");
});

test("refuses ids together with a page size, more than 1,000 of them, and sizes out of bounds", async () => {
  await using fixture = await awsFixture({ instances: fleet(1), ...withoutControllers });
  const { id } = fixture.aws.instances()[0]!;
  const refused = (input: DescribeInstancesCommandInput) => refusal(describe(fixture, input));
  expect(await refused({ InstanceIds: [id], MaxResults: 10 })).toBe("InvalidParameterCombination");
  expect(await refused({ InstanceIds: Array(1_001).fill(id) })).toBe("InvalidRequest");
  expect(await refused({ MaxResults: 4 })).toBe("InvalidParameterValue");
  expect(await refused({ MaxResults: 1_001 })).toBe("InvalidParameterValue");
  expect(await refused({ NextToken: "nonsense" })).toBe("InvalidParameterValue");
});

test("pages by instances, and neither loses nor repeats one while others come and go", async () => {
  await using fixture = await awsFixture({
    instances: [...fleet(2), ...fleet(2, { state: "terminated" }), ...fleet(9)],
    delays: { vanishMs: 400_000, terminateMs: 0 },
    ...withoutControllers,
  });
  const { ec2, clock, aws } = fixture;
  const seen: (string | undefined)[] = [];
  const sizes: number[] = [];
  for await (const page of paginateDescribeInstances({ client: ec2, pageSize: 5 }, {})) {
    const ids = (page.Reservations ?? []).flatMap(({ Instances = [] }) =>
      Instances.map(({ InstanceId }) => InstanceId),
    );
    sizes.push(ids.length);
    seen.push(...ids);
    clock.advance(200_000);
  }
  expect(sizes).toEqual([5, 5, 3]);
  expect(new Set(seen).size).toBe(13);
  expect(seen).toEqual(expect.arrayContaining(aws.instances().map(({ id }) => id)));
  expect(aws.instances()).toHaveLength(11);
});

test("lets a machine that was terminated long ago vanish", async () => {
  await using fixture = await awsFixture({
    instances: fleet(1, { state: "terminated" }),
    ...withoutControllers,
  });
  const { instances } = await describe(fixture);
  expect(instances[0]?.State?.Name).toBe("terminated");
  const InstanceIds = [instances[0]!.InstanceId!];
  fixture.clock.advance(3_600_000);
  expect((await describe(fixture)).instances).toEqual([]);
  expect(await refusal(describe(fixture, { InstanceIds }))).toBe("InvalidInstanceID.NotFound");
  expect(() => fixture.aws.instance(InstanceIds[0]!)).toThrow("There is no instance");
});
