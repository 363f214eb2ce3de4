import {
  DescribeInstanceAttributeCommand,
  DescribeInstancesCommand,
  ModifyInstanceAttributeCommand,
  StartInstancesCommand,
  StopInstancesCommand,
} from "@aws-sdk/client-ec2";
import { expect, test } from "vitest";
import { awsFixture, refusal, region } from "../../test/aws-fixture.ts";
import { client } from "../../test/cml-requests.ts";

const InstanceId = "i-00000000000000001";
const InstanceIds = [InstanceId];

test("changes the type of a stopped instance, and the hardware of the controller on it", async () => {
  await using fixture = await awsFixture({
    instances: [{ region, id: InstanceId, type: "c5.4xlarge" }],
    controllers: { bootMs: 0 },
  });
  const { aws, ec2, clock } = fixture;
  const modify = (change: object) => ec2.send(new ModifyInstanceAttributeCommand({ InstanceId, ...change }));
  const bigger = { InstanceType: { Value: "c5.9xlarge" } };
  expect(await refusal(modify(bigger))).toBe("IncorrectInstanceState");
  await ec2.send(new StopInstancesCommand({ InstanceIds }));
  expect(await refusal(modify(bigger))).toBe("IncorrectInstanceState");
  clock.advance(40_000);
  expect(await refusal(modify({ InstanceType: { Value: "c5.8xlarge" } }))).toBe("InvalidParameterValue");
  expect(await refusal(modify({ ...bigger, DisableApiStop: { Value: true } }))).toBe(
    "InvalidParameterCombination",
  );
  expect(await refusal(modify({ ...bigger, DryRun: true }))).toBe("DryRunOperation");
  await modify(bigger);
  const attribute = { InstanceId, Attribute: "instanceType" } as const;
  expect(await ec2.send(new DescribeInstanceAttributeCommand(attribute))).toMatchObject({
    InstanceType: { Value: "c5.9xlarge" },
  });
  await ec2.send(new StartInstancesCommand({ InstanceIds }));
  clock.advance(20_000);
  const { Reservations } = await ec2.send(new DescribeInstancesCommand({ InstanceIds }));
  expect(Reservations?.[0]?.Instances).toMatchObject([
    { InstanceType: "c5.9xlarge", CpuOptions: { CoreCount: 18, ThreadsPerCore: 2 } },
  ]);
  const http = client(aws.instance(InstanceId).controller!);
  const { body } = await http.get("/system_stats", await http.logIn());
  expect(JSON.stringify(body)).toContain('"count":36');
});
