import {
  RunInstancesCommand,
  StartInstancesCommand,
  StopInstancesCommand,
  TerminateInstancesCommand,
} from "@aws-sdk/client-ec2";
import { request } from "undici";
import { expect, test } from "vitest";
import { startCmlSimulator } from "../cml/cml-simulator.ts";
import { type AwsFixture, awsFixture, region, withoutControllers } from "../test/aws-fixture.ts";
import { client } from "../test/cml-requests.ts";
import { publicAddresses } from "./model/addresses.ts";

const ImageId = "ami-00000000000000001";
const images = [{ region, name: "cml", id: ImageId }];
const minuteMs = 60_000;

/** Seeded and launched instances, all of them running. */
async function fleet(): Promise<AwsFixture & { readonly ids: string[] }> {
  const fixture = await awsFixture({
    images,
    instances: Array.from({ length: 20 }, () => ({ region })),
    controllers: { bootMs: 0 },
  });
  const input = { ImageId, InstanceType: "c5.4xlarge", MinCount: 20, MaxCount: 20 } as const;
  await fixture.ec2.send(new RunInstancesCommand(input));
  fixture.clock.advance(minuteMs);
  return { ...fixture, ids: fixture.aws.instances().map(({ id }) => id) };
}

test("boots a controller on every instance that is seeded, launched or started again, each at its endpoint", async () => {
  await using fixture = await fleet();
  const { aws, ec2, clock, ids } = fixture;
  const answers = () =>
    Promise.all(
      ids.map(async (id) => {
        const { body } = await client(aws.instance(id).controller!).get("/system_information");
        return body.ready;
      }),
    );
  expect(await answers()).toEqual(Array(40).fill(true));
  expect(new Set(aws.instances().map(({ controller }) => controller?.url)).size).toBe(40);
  await ec2.send(new StopInstancesCommand({ InstanceIds: ids }));
  clock.advance(minuteMs);
  await ec2.send(new StartInstancesCommand({ InstanceIds: ids }));
  clock.advance(minuteMs);
  expect(await answers()).toEqual(Array(40).fill(true));
});

test("gives each instance another public address with every start, and none to two of them", async () => {
  await using fixture = await fleet();
  const { aws, ec2, clock, ids } = fixture;
  const addresses = () => aws.instances().map(({ publicIp }) => publicIp);
  const before = addresses();
  expect(new Set(before).size).toBe(40);
  await ec2.send(new StopInstancesCommand({ InstanceIds: ids }));
  clock.advance(minuteMs);
  expect(addresses()).toEqual(Array(40).fill(undefined));
  await ec2.send(new StartInstancesCommand({ InstanceIds: ids }));
  clock.advance(minuteMs);
  const after = addresses();
  expect(new Set(after).size).toBe(40);
  expect(after.filter((address, index) => address === before[index])).toEqual([]);
});

test("has an address of its own for each of ten thousand instances", async () => {
  await using fixture = await awsFixture({
    instances: Array.from({ length: 10_000 }, () => ({ region })),
    ...withoutControllers,
  });
  expect(new Set(fixture.aws.instances().map(({ publicIp }) => publicIp)).size).toBe(10_000);
});

test("comes back to an address only when nobody has it any more", () => {
  const addresses = publicAddresses();
  const kept = addresses.take();
  const given = Array.from({ length: 200_000 }, () => {
    const address = addresses.take();
    addresses.release(address);
    return address;
  });
  expect(given).not.toContain(kept);
  addresses.release(kept);
  for (let left = 131_580; left > 0; left--) addresses.take();
  expect(() => addresses.take()).toThrow("in use");
});

test("frees the ports of controllers when their instances are stopped or terminated", async () => {
  await using fixture = await fleet();
  const { aws, ec2, ids } = fixture;
  const urls = aws.instances().map(({ controller }) => controller!.url);
  await ec2.send(new StopInstancesCommand({ InstanceIds: ids.slice(0, 20) }));
  await ec2.send(new TerminateInstancesCommand({ InstanceIds: ids.slice(20) }));
  for (const url of urls) await expect(request(url)).rejects.toMatchObject({ code: "ECONNREFUSED" });
  await using squatter = await startCmlSimulator({ port: Number(new URL(urls[39]!).port) });
  expect(squatter.url).toBe(urls[39]);
  expect(aws.instances().every(({ controller }) => controller === undefined)).toBe(true);
});
