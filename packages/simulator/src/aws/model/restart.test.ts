import { connect } from "node:net";
import {
  RebootInstancesCommand,
  StartInstancesCommand,
  StopInstancesCommand,
  TerminateInstancesCommand,
} from "@aws-sdk/client-ec2";
import { expect, test } from "vitest";
import { type AwsFixture, awsFixture, region } from "../../test/aws-fixture.ts";
import { client } from "../../test/cml-requests.ts";
import { makeAccounts } from "./accounts.ts";
import type { Host } from "./host.ts";
import { addInstance } from "./launch.ts";
import { rebootInstances } from "./power.ts";
import { seenAs } from "./visible.ts";

/** Whether someone listens there. */
function answers({ hostname, port }: URL): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    socket.once("connect", () => socket.destroy() && resolve(true));
    socket.once("error", () => resolve(false));
  });
}

/** An instance in the middle of a reboot: its machine is off, and keeps a renewed certificate until it is let go on. */
async function rebooting(): Promise<{ fixture: AwsFixture; id: string; url: URL; goOn(): Promise<void> }> {
  const saving = Promise.withResolvers<void>();
  const letGo = Promise.withResolvers<void>();
  let saves = 0;
  const save = async (): Promise<void> => {
    // The first is that of a new machine.
    if (++saves === 1) return;
    saving.resolve();
    await letGo.promise;
  };
  const identities = { load: async () => undefined, save };
  const fixture = await awsFixture({ instances: [{ region }], controllers: { bootMs: 0, identities } });
  const { aws, ec2 } = fixture;
  const [{ id, controller } = { id: "" }] = aws.instances();
  await controller?.renewCertificate();
  const done = ec2.send(new RebootInstancesCommand({ InstanceIds: [id] })).catch(() => undefined);
  await saving.promise;
  const goOn = async (): Promise<void> => {
    letGo.resolve();
    await done;
  };
  return { fixture, id, url: new URL(controller!.url), goOn };
}

test.each([
  ["stopped", StopInstancesCommand],
  ["terminated", TerminateInstancesCommand],
])("leaves nothing running of an instance that is %s while it reboots", async (_, Command) => {
  const { fixture, id, url, goOn } = await rebooting();
  await using _fixture = fixture;
  const { aws, ec2 } = fixture;
  // It has its order now, and the machine follows when the reboot is over.
  const ordered = ec2.send(new Command({ InstanceIds: [id] }) as StopInstancesCommand);
  await expect.poll(() => aws.instance(id).state).toMatch(/^(stopping|shutting-down)$/);
  await goOn();
  await ordered;
  expect(aws.instance(id).controller).toBeUndefined();
  expect(await answers(url)).toBe(false);
});

test("leaves nothing running when it closes while an instance reboots", async () => {
  const { fixture, url, goOn } = await rebooting();
  const closed = fixture[Symbol.asyncDispose]();
  await goOn();
  await closed;
  expect(await answers(url)).toBe(false);
});

test("lets nobody on a machine that is rebooted before it runs, until it does", async () => {
  await using fixture = await awsFixture({
    instances: [{ region, state: "stopped" }],
    controllers: { bootMs: 0 },
  });
  const { aws, ec2, clock } = fixture;
  const [{ id } = { id: "" }] = aws.instances();
  await ec2.send(new StartInstancesCommand({ InstanceIds: [id] }));
  await ec2.send(new RebootInstancesCommand({ InstanceIds: [id] }));
  const http = client(aws.instance(id).controller!);
  await expect(http.get("/system_information")).rejects.toThrow();
  clock.advance(20_000);
  expect((await http.get("/system_information")).status).toBe(200);
});

test("tags an instance with the address at which its machine came back", async () => {
  const { home: world } = makeAccounts({ controllers: { enabled: false } });
  const plan = { reservationId: "r-1", launchIndex: 0, imageId: "ami-1", type: "c5.large", tags: new Map() };
  const order = { kind: "start", atMs: 0 } as const;
  const machine = addInstance(world, world.regions.get(region)!, { ...plan, order });
  const url = "https://127.0.0.1:40123";
  const instance = { ...machine, host: { restart: async () => url } as Partial<Host> as Host };
  await rebootInstances(world, [seenAs(world, instance)!]);
  expect(instance.tags.get("cml:endpoint")).toBe(url);
});
