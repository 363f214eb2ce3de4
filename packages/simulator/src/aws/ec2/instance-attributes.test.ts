import { DescribeInstancesCommand, type DescribeInstancesCommandInput } from "@aws-sdk/client-ec2";
import { expect, test } from "vitest";
import { type AwsFixture, awsFixture, refusal, region, withoutControllers } from "../../test/aws-fixture.ts";

async function describe({ ec2 }: AwsFixture, input: DescribeInstancesCommandInput = {}) {
  const { Reservations = [], NextToken } = await ec2.send(new DescribeInstancesCommand(input));
  return { instances: Reservations.flatMap(({ Instances = [] }) => Instances), NextToken };
}

const names = async (
  fixture: AwsFixture,
  ...Filters: NonNullable<DescribeInstancesCommandInput["Filters"]>
) =>
  (await describe(fixture, { Filters })).instances.map(
    ({ Tags = [] }) => Tags.find(({ Key }) => Key === "Name")?.Value,
  );

test("filters by every attribute, with any value of each filter and all filters together", async () => {
  await using fixture = await awsFixture({
    images: [
      { region, name: "one", id: "ami-00000000000000001" },
      { region, name: "two", id: "ami-00000000000000002" },
    ],
    instances: [
      { region, name: "alpha", image: "one", type: "c5.4xlarge", tags: { owner: "A*" } },
      { region, name: "beta", image: "two", type: "c5.9xlarge", tags: { owner: "AB" } },
      { region, name: "gamma", image: "two", type: "m5.4xlarge", state: "stopped" },
    ],
    ...withoutControllers,
  });
  const alpha = (await describe(fixture)).instances[0]!;
  const by = (Name: string, ...Values: string[]) => names(fixture, { Name, Values });
  expect(await by("instance-id", alpha.InstanceId!, "i-00000000000000000")).toEqual(["alpha"]);
  expect(await by("image-id", "ami-00000000000000002")).toEqual(["beta", "gamma"]);
  expect(await by("instance-state-name", "stopped", "pending")).toEqual(["gamma"]);
  expect(await by("instance-type", "c5.*")).toEqual(["alpha", "beta"]);
  expect(await by("instance-type", "?5.4xlarge")).toEqual(["alpha", "gamma"]);
  expect(await by("tag:owner", "A*")).toEqual(["alpha", "beta"]);
  expect(await by("tag:owner", "A\\*")).toEqual(["alpha"]);
  expect(await by("tag:owner", "a*")).toEqual([]);
  expect(await by("tag-key", "owner")).toEqual(["alpha", "beta"]);
  expect(await by("availability-zone", "us-east-1*")).toEqual(["alpha", "beta", "gamma"]);
  expect(await by("private-ip-address", alpha.PrivateIpAddress!)).toEqual(["alpha"]);
  expect(await by("ip-address", "*")).toEqual(["alpha", "beta"]);
  expect(await by("client-token", "x")).toEqual([]);
  const both = [
    { Name: "image-id", Values: ["ami-00000000000000002"] },
    { Name: "instance-state-name", Values: ["running"] },
  ];
  expect(await names(fixture, ...both)).toEqual(["beta"]);
});

test("refuses filters it does not know and more than 200 values for one", async () => {
  await using fixture = await awsFixture(withoutControllers);
  const values = (count: number) => Array.from({ length: count }, (_, index) => `v${index}`);
  const refused = (Name: string, Values: string[]) => refusal(names(fixture, { Name, Values }));
  expect(await refused("colour", ["red"])).toBe("InvalidParameterValue");
  expect(await refused("constructor", ["red"])).toBe("InvalidParameterValue");
  expect(await refused("image-id", values(201))).toBe("FilterLimitExceeded");
  expect(
    await names(fixture, { Name: "image-id", Values: values(200) }, { Name: "tag:a", Values: ["b"] }),
  ).toEqual([]);
});
