import {
  DescribeInstancesCommand,
  type EC2Client,
  MonitorInstancesCommand,
  UnmonitorInstancesCommand,
} from "@aws-sdk/client-ec2";
import { expect, test } from "vitest";
import { awsFixture, refusal, region, withoutControllers } from "../../../test/aws-fixture.ts";

const state = async (ec2: EC2Client) => {
  const { Reservations } = await ec2.send(new DescribeInstancesCommand({}));
  return Reservations?.[0]?.Instances?.[0]?.Monitoring?.State;
};

test("turns detailed monitoring on and off, each in its time", async () => {
  await using fixture = await awsFixture({ instances: [{ region }], ...withoutControllers });
  const { aws, ec2, clock } = fixture;
  const InstanceIds = [aws.instances()[0]!.id];
  expect(await state(ec2)).toBe("disabled");
  const { InstanceMonitorings } = await ec2.send(new MonitorInstancesCommand({ InstanceIds }));
  expect(InstanceMonitorings).toEqual([{ InstanceId: InstanceIds[0], Monitoring: { State: "pending" } }]);
  clock.advance(5_000);
  expect(await state(ec2)).toBe("enabled");
  await ec2.send(new MonitorInstancesCommand({ InstanceIds }));
  expect(await state(ec2)).toBe("enabled");
  await ec2.send(new UnmonitorInstancesCommand({ InstanceIds }));
  expect(await state(ec2)).toBe("disabling");
  clock.advance(5_000);
  expect(await state(ec2)).toBe("disabled");
});

test("refuses to monitor what does not exist", async () => {
  await using fixture = await awsFixture({ instances: [{ region }], ...withoutControllers });
  const { aws, ec2 } = fixture;
  const InstanceIds = [aws.instances()[0]!.id, "i-00000000000000001"];
  expect(await refusal(ec2.send(new MonitorInstancesCommand({ InstanceIds })))).toBe(
    "InvalidInstanceID.NotFound",
  );
  expect(await state(ec2)).toBe("disabled");
});
