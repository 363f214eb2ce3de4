import {
  DescribeInstancesCommand,
  MonitorInstancesCommand,
  RunInstancesCommand,
  type RunInstancesCommandInput,
  StopInstancesCommand,
  TerminateInstancesCommand,
} from "@aws-sdk/client-ec2";
import { expect, test } from "vitest";
import { type AwsFixture, awsFixture, refusal, region, withoutControllers } from "../../test/aws-fixture.ts";

const ImageId = "ami-00000000000000001";
const scene = { images: [{ region, name: "cml", id: ImageId }], ...withoutControllers };

async function launch({ ec2 }: AwsFixture, asked: Partial<RunInstancesCommandInput> = {}): Promise<string[]> {
  const one = { ImageId, InstanceType: "c5.large", MinCount: 1, MaxCount: 1 } as const;
  const { Instances = [] } = await ec2.send(new RunInstancesCommand({ ...one, ...asked }));
  return Instances.map(({ InstanceId = "" }) => InstanceId);
}

test("launches only types that there are, and nests virtual machines only where AWS does", async () => {
  await using fixture = await awsFixture(scene);
  const CpuOptions = { NestedVirtualization: "enabled" } as const;
  expect(await refusal(launch(fixture, { CpuOptions }))).toBe("InvalidParameterCombination");
  expect(await launch(fixture, { CpuOptions, InstanceType: "c8i.large" })).toHaveLength(1);
  const InstanceType = "c5.37xlarge" as "c5.large";
  expect(await refusal(launch(fixture, { InstanceType }))).toBe("InvalidParameterValue");
});

test("hibernates only what was launched for that", async () => {
  await using fixture = await awsFixture(scene);
  const { aws, ec2, clock } = fixture;
  const [plain] = await launch(fixture);
  const InstanceIds = await launch(fixture, { HibernationOptions: { Configured: true } });
  clock.advance(20_000);
  const hibernate = (ids: string[]) =>
    ec2.send(new StopInstancesCommand({ InstanceIds: ids, Hibernate: true }));
  expect(await refusal(hibernate([plain!, ...InstanceIds]))).toBe("UnsupportedHibernationConfiguration");
  expect(aws.instance(plain!).state).toBe("running");
  await hibernate(InstanceIds);
  const Filters = [{ Name: "hibernation-options.configured", Values: ["true"] }];
  const { Reservations } = await ec2.send(new DescribeInstancesCommand({ Filters }));
  expect(Reservations).toMatchObject([
    { Instances: [{ State: { Name: "stopping" }, HibernationOptions: { Configured: true } }] },
  ]);
});

test("takes client tokens of ASCII only", async () => {
  await using fixture = await awsFixture(scene);
  expect(await refusal(launch(fixture, { ClientToken: "größe" }))).toBe("InvalidParameterValue");
  expect(await launch(fixture, { ClientToken: "size #1" })).toHaveLength(1);
});

test("says in whole seconds when an instance was launched", async () => {
  await using fixture = await awsFixture(scene);
  const { ec2, clock } = fixture;
  clock.advance(1_234);
  const InstanceIds = await launch(fixture);
  const { Reservations } = await ec2.send(new DescribeInstancesCommand({ InstanceIds }));
  expect(Reservations?.[0]?.Instances?.[0]?.LaunchTime).toEqual(new Date(clock.now() - 234));
});

test("refuses to monitor what is terminated", async () => {
  await using fixture = await awsFixture(scene);
  const { ec2 } = fixture;
  const InstanceIds = await launch(fixture);
  await ec2.send(new TerminateInstancesCommand({ InstanceIds }));
  expect(await refusal(ec2.send(new MonitorInstancesCommand({ InstanceIds })))).toBe(
    "IncorrectInstanceState",
  );
});

test("launches up to the limit of the region, and not one more", async () => {
  await using fixture = await awsFixture({ ...scene, instanceLimit: 3 });
  const { ec2, clock } = fixture;
  const first = await launch(fixture, { MaxCount: 2 });
  expect(first).toHaveLength(2);
  const many = { MinCount: 2, MaxCount: 2_000_000, DryRun: true };
  expect(await refusal(launch(fixture, many))).toBe("InstanceLimitExceeded");
  expect(await launch(fixture, { MaxCount: 2_000_000 })).toHaveLength(1);
  expect(await refusal(launch(fixture))).toBe("InstanceLimitExceeded");
  await ec2.send(new TerminateInstancesCommand({ InstanceIds: first }));
  clock.advance(30_000);
  expect(await launch(fixture, { MinCount: 2, MaxCount: 2 })).toHaveLength(2);
});
