import {
  DescribeInstancesCommand,
  type EC2Client,
  StartInstancesCommand,
  StopInstancesCommand,
} from "@aws-sdk/client-ec2";
import { expect, test } from "vitest";
import { awsFixture, refusal, region, withoutControllers } from "../../../test/aws-fixture.ts";
import { client } from "../../../test/cml-requests.ts";

const first = async (ec2: EC2Client, id: string) => {
  const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand({ InstanceIds: [id] }));
  return Reservations[0]?.Instances?.[0];
};

test("stops and starts a machine in the time that takes, and gives it another address", async () => {
  await using fixture = await awsFixture({ instances: [{ region }], ...withoutControllers });
  const { aws, ec2, clock } = fixture;
  const { id } = aws.instances()[0]!;
  const before = await first(ec2, id);
  expect(before?.State).toEqual({ Code: 16, Name: "running" });

  const { StoppingInstances } = await ec2.send(new StopInstancesCommand({ InstanceIds: [id] }));
  expect(StoppingInstances).toEqual([
    {
      InstanceId: id,
      CurrentState: { Code: 64, Name: "stopping" },
      PreviousState: { Code: 16, Name: "running" },
    },
  ]);
  clock.advance(39_999);
  expect((await first(ec2, id))?.State?.Name).toBe("stopping");
  clock.advance(1);
  const stopped = await first(ec2, id);
  expect(stopped?.State?.Name).toBe("stopped");
  expect(stopped).not.toHaveProperty("PublicIpAddress");
  expect(stopped?.StateTransitionReason).toBe("User initiated (2026-01-05 12:00:00 GMT)");
  expect(stopped?.StateReason?.Code).toBe("Client.UserInitiatedShutdown");

  const { StartingInstances } = await ec2.send(new StartInstancesCommand({ InstanceIds: [id] }));
  expect(StartingInstances?.[0]?.CurrentState?.Name).toBe("pending");
  clock.advance(20_000);
  const after = await first(ec2, id);
  expect(after?.State?.Name).toBe("running");
  expect(after?.PublicIpAddress).toMatch(/^203\.0\.113\.\d+$/);
  expect(after?.PublicIpAddress).not.toBe(before?.PublicIpAddress);
  expect(after?.LaunchTime).toEqual(new Date(clock.now() - 20_000));
});

test("refuses an order for all instances when one of them is in no state for it", async () => {
  await using fixture = await awsFixture({
    instances: [
      { region },
      { region, state: "stopping" },
      { region, state: "pending" },
      { region, state: "terminated" },
    ],
    ...withoutControllers,
  });
  const { aws, ec2 } = fixture;
  const [running, stopping, pending, terminated] = aws.instances().map(({ id }) => id);
  const start = (...ids: (string | undefined)[]) =>
    refusal(ec2.send(new StartInstancesCommand({ InstanceIds: ids as string[] })));
  const stop = (...ids: (string | undefined)[]) =>
    refusal(ec2.send(new StopInstancesCommand({ InstanceIds: ids as string[] })));
  expect(await start(running, stopping)).toBe("IncorrectInstanceState");
  expect(await start(terminated)).toBe("IncorrectInstanceState");
  expect(await stop(running, pending)).toBe("IncorrectInstanceState");
  expect(await stop(running, "i-00000000000000000")).toBe("InvalidInstanceID.NotFound");
  expect(await stop(running, "i-nonsense")).toBe("InvalidInstanceID.Malformed");
  expect(aws.instance(running!).state).toBe("running");
});

test("takes a second order of the same kind as done", async () => {
  await using fixture = await awsFixture({ instances: [{ region }], ...withoutControllers });
  const { aws, ec2, clock } = fixture;
  const InstanceIds = [aws.instances()[0]!.id];
  await ec2.send(new StartInstancesCommand({ InstanceIds }));
  expect(aws.instances()[0]?.state).toBe("running");
  await ec2.send(new StopInstancesCommand({ InstanceIds, Force: true }));
  clock.advance(30_000);
  await ec2.send(new StopInstancesCommand({ InstanceIds }));
  clock.advance(10_000);
  expect(aws.instances()[0]?.state).toBe("stopped");
});

test("changes nothing in a dry run, and still refuses what it would refuse", async () => {
  await using fixture = await awsFixture({
    instances: [{ region }, { region, state: "pending" }],
    ...withoutControllers,
  });
  const { aws, ec2 } = fixture;
  const [running, pending] = aws.instances().map(({ id }) => id);
  const dry = (id: string | undefined) =>
    refusal(ec2.send(new StopInstancesCommand({ InstanceIds: [id!], DryRun: true })));
  expect(await dry(running)).toBe("DryRunOperation");
  expect(await dry(pending)).toBe("IncorrectInstanceState");
  expect(aws.instance(running!).state).toBe("running");
});

test("boots the controller of a started machine at the URL its tag names", async () => {
  await using fixture = await awsFixture({ instances: [{ region, state: "stopped" }] });
  const { aws, ec2, clock } = fixture;
  const { id, controller } = aws.instances()[0]!;
  expect(controller).toBeUndefined();
  await ec2.send(new StartInstancesCommand({ InstanceIds: [id] }));
  const cml = aws.instance(id).controller!;
  const tags = (await first(ec2, id))?.Tags;
  expect(tags).toContainEqual({ Key: "cml:endpoint", Value: cml.url });

  await expect(client(cml).get("/system_information")).rejects.toThrow();
  clock.advance(20_000);
  expect((await client(cml).get("/system_information")).status).toBe(502);
  clock.advance(45_000);
  expect((await client(cml).get("/system_information")).body).toMatchObject({ ready: false });
  clock.advance(45_000);
  expect((await client(cml).get("/system_information")).body).toMatchObject({ ready: true });

  await ec2.send(new StopInstancesCommand({ InstanceIds: [id] }));
  expect(aws.instance(id).controller).toBeUndefined();
  await expect(client(cml).get("/system_information")).rejects.toThrow();
});
