import { RebootInstancesCommand, RunInstancesCommand, StopInstancesCommand } from "@aws-sdk/client-ec2";
import { request } from "undici";
import { expect, test } from "vitest";
import { awsFixture, refusal, region } from "../../test/aws-fixture.ts";
import { startAwsSimulator } from "../aws-simulator.ts";

const diskFull = "The disk is full.";

/** A store that keeps and gives, until it is told to fail. */
function failingStore() {
  const store = { fails: false };
  const load = async (): Promise<undefined> => {
    if (store.fails) throw new Error(diskFull);
  };
  return Object.assign(store, { load, save: async (): Promise<void> => load() });
}

/** Two machines with certificates that will not be kept. */
async function unkept() {
  const identities = failingStore();
  const fixture = await awsFixture({
    instances: [{ region }, { region }],
    controllers: { bootMs: 0, identities },
  });
  const controllers = fixture.aws.instances().map(({ controller }) => controller!);
  for (const controller of controllers) await controller.renewCertificate();
  identities.fails = true;
  const ids = fixture.aws.instances().map(({ id }) => id);
  return { fixture, identities, ids, urls: controllers.map(({ url }) => url) };
}

const isClosed = (url: string) => expect(request(url)).rejects.toMatchObject({ code: "ECONNREFUSED" });

test("switches a machine off that is stopped, though its certificate is not kept", async () => {
  const { fixture, ids, urls } = await unkept();
  const { aws, ec2, clock } = fixture;
  expect(await refusal(ec2.send(new StopInstancesCommand({ InstanceIds: ids.slice(0, 1) })))).toBe(
    "InternalError",
  );
  expect(aws.instance(ids[0]!).controller).toBeUndefined();
  await isClosed(urls[0]!);
  clock.advance(60_000);
  expect(aws.instance(ids[0]!).state).toBe("stopped");
  await expect(fixture[Symbol.asyncDispose]()).rejects.toThrow(diskFull);
});

test("brings a machine back that is rebooted, though its certificate is not kept", async () => {
  const { fixture, identities, ids } = await unkept();
  await using _fixture = fixture;
  const { aws, ec2 } = fixture;
  expect(await refusal(ec2.send(new RebootInstancesCommand({ InstanceIds: ids })))).toBe("InternalError");
  expect(aws.instances().map(({ controller }) => controller !== undefined)).toEqual([true, true]);
  identities.fails = false;
});

test("stops every controller when it closes, and tells of all certificates that are not kept", async () => {
  const { fixture, urls } = await unkept();
  const closed = await Promise.resolve(fixture[Symbol.asyncDispose]()).catch((reason: unknown) => reason);
  expect(closed).toMatchObject({ errors: [{ message: diskFull }, { message: diskFull }] });
  for (const url of urls) await isClosed(url);
});

test("does not start when certificates cannot be had, and says why", async () => {
  const identities = failingStore();
  identities.fails = true;
  const start = startAwsSimulator({ instances: [{ region }, { region }], controllers: { identities } });
  await expect(start).rejects.toThrow(diskFull);
});

test("takes a launch back whose machines cannot start, and launches once they can", async () => {
  const identities = failingStore();
  const images = [{ region, name: "cml", id: "ami-00000000000000001" }];
  await using fixture = await awsFixture({ images, controllers: { bootMs: 0, identities } });
  const { aws, ec2 } = fixture;
  const launch = () =>
    ec2.send(
      new RunInstancesCommand({
        ImageId: images[0]!.id,
        InstanceType: "c5.4xlarge",
        MinCount: 2,
        MaxCount: 2,
        ClientToken: "fleet",
      }),
    );
  identities.fails = true;
  expect(await refusal(launch())).toBe("InternalError");
  expect(aws.instances()).toEqual([]);
  identities.fails = false;
  const { Instances } = await launch();
  expect(Instances?.map(({ Tags }) => Tags?.map(({ Key }) => Key))).toEqual([
    ["cml:endpoint"],
    ["cml:endpoint"],
  ]);
  expect(aws.instances().map(({ controller }) => controller !== undefined)).toEqual([true, true]);
});
