import { RunInstancesCommand, TerminateInstancesCommand } from "@aws-sdk/client-ec2";
import { expect, test } from "vitest";
import { awsFixture, refusal, region, withoutControllers } from "../../../test/aws-fixture.ts";

test("terminates a machine in its time, and again without complaint", async () => {
  await using fixture = await awsFixture({ instances: [{ region }] });
  const { aws, ec2, clock } = fixture;
  const InstanceIds = [aws.instances()[0]!.id];
  const { TerminatingInstances } = await ec2.send(new TerminateInstancesCommand({ InstanceIds }));
  expect(TerminatingInstances).toMatchObject([
    { CurrentState: { Code: 32, Name: "shutting-down" }, PreviousState: { Name: "running" } },
  ]);
  expect(aws.instances()).toMatchObject([{ id: InstanceIds[0], region, state: "shutting-down" }]);
  clock.advance(30_000);
  const again = await ec2.send(new TerminateInstancesCommand({ InstanceIds }));
  expect(again.TerminatingInstances).toMatchObject([
    { CurrentState: { Name: "terminated" }, PreviousState: { Name: "terminated" } },
  ]);
});

test("spares the zone of a protected machine, and no other", async () => {
  await using fixture = await awsFixture(withoutControllers);
  const { aws, ec2 } = fixture;
  const ImageId = await firstImage(fixture);
  const launch = async (zone: string, DisableApiTermination: boolean) => {
    const Placement = { AvailabilityZone: zone };
    const input = { ImageId, MinCount: 1, MaxCount: 1, Placement, DisableApiTermination };
    return (await ec2.send(new RunInstancesCommand(input))).Instances![0]!.InstanceId!;
  };
  const guarded = await launch("us-east-1a", true);
  const neighbour = await launch("us-east-1a", false);
  const elsewhere = await launch("us-east-1b", false);
  const InstanceIds = [guarded, neighbour, elsewhere];
  expect(await refusal(ec2.send(new TerminateInstancesCommand({ InstanceIds })))).toBe(
    "OperationNotPermitted",
  );
  expect(InstanceIds.map((id) => aws.instance(id).state)).toEqual(["pending", "pending", "shutting-down"]);
});

test("terminates none when one of the ids is unknown", async () => {
  await using fixture = await awsFixture({ instances: [{ region }], ...withoutControllers });
  const { aws, ec2 } = fixture;
  const InstanceIds = [aws.instances()[0]!.id, "i-00000000000000001"];
  expect(await refusal(ec2.send(new TerminateInstancesCommand({ InstanceIds })))).toBe(
    "InvalidInstanceID.NotFound",
  );
  expect(aws.instances()[0]?.state).toBe("running");
});

async function firstImage({ ec2 }: Awaited<ReturnType<typeof awsFixture>>): Promise<string> {
  const { DescribeImagesCommand } = await import("@aws-sdk/client-ec2");
  return (await ec2.send(new DescribeImagesCommand({}))).Images![0]!.ImageId!;
}
