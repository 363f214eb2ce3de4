import {
  DescribeInstancesCommand,
  EC2Client,
  StartInstancesCommand,
  StopInstancesCommand,
} from "@aws-sdk/client-ec2";
import { request } from "undici";
import { expect, test } from "vitest";
import { startCmlSimulator } from "../cml/cml-simulator.ts";
import type { ControllerIdentity } from "../cml/identity.ts";
import { awsFixture, clientConfig, disposable, region, withoutControllers } from "../test/aws-fixture.ts";
import { startAwsSimulator } from "./aws-simulator.ts";
import type { IdentityStore } from "./options.ts";

test("keeps its regions apart", async () => {
  await using fixture = await awsFixture({
    instances: [{ region }, { region: "eu-west-1", name: "dublin" }],
    ...withoutControllers,
  });
  using dublin = disposable(new EC2Client({ ...clientConfig(fixture.aws), region: "eu-west-1" }));
  const { Reservations } = await dublin.client.send(new DescribeInstancesCommand({}));
  expect(Reservations).toHaveLength(1);
  expect(fixture.aws.instances()).toMatchObject([{ region }, { region: "eu-west-1", name: "dublin" }]);
});

test("makes the same world from the same seed, and another from another", async () => {
  const ids = async (seed: number) => {
    await using fixture = await awsFixture({
      seed,
      instances: [{ region }, { region }],
      ...withoutControllers,
    });
    const { Reservations = [] } = await fixture.ec2.send(new DescribeInstancesCommand({}));
    return Reservations;
  };
  expect(await ids(7)).toEqual(await ids(7));
  expect(await ids(7)).not.toEqual(await ids(8));
});

test("stops every controller when it closes, and answers no more", async () => {
  const aws = await startAwsSimulator({ instances: [{ region }] });
  const { url } = aws.instances()[0]!.controller!;
  await aws.close();
  await expect(request(url)).rejects.toMatchObject({ code: "ECONNREFUSED" });
  await expect(request(aws.endpoint)).rejects.toMatchObject({ code: "ECONNREFUSED" });
});

test("leaves no controller behind when it cannot listen", async () => {
  await using first = await startAwsSimulator();
  const taken = Number(new URL(first.endpoint).port);
  const free = await startCmlSimulator();
  await free.close();
  const second = startAwsSimulator({
    port: taken,
    instances: [{ region, controller: { port: free.port } }],
  });
  await expect(second).rejects.toMatchObject({ code: "EADDRINUSE" });
  await expect(request(free.url)).rejects.toMatchObject({ code: "ECONNREFUSED" });
});

test("shows the same certificate at the same URL after a restart, also one it renewed meanwhile", async () => {
  const saved = new Map<string, ControllerIdentity>();
  const identities: IdentityStore = {
    load: async (id) => saved.get(id),
    save: async (id, identity) => void saved.set(id, identity),
  };
  const options = { instances: [{ region }], controllers: { identities } };
  let shown: ControllerIdentity;
  {
    await using fixture = await awsFixture(options);
    const { aws, ec2, clock } = fixture;
    const { id: InstanceId, controller: before } = aws.instances()[0]!;
    await before!.renewCertificate();
    await ec2.send(new StopInstancesCommand({ InstanceIds: [InstanceId] }));
    clock.advance(60_000);
    await ec2.send(new StartInstancesCommand({ InstanceIds: [InstanceId] }));
    const after = aws.instance(InstanceId).controller!;
    expect(after.url).toBe(before!.url);
    expect(after.fingerprint256).toBe(before!.fingerprint256);
    shown = after.identity;
  }
  await using again = await awsFixture(options);
  expect(again.aws.instances()[0]?.controller?.identity).toEqual(shown);
});
