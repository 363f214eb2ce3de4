import { DescribeInstancesCommand, type EC2Client } from "@aws-sdk/client-ec2";
import { expect, test, vi } from "vitest";
import { awsClients } from "./clients.ts";
import { ec2Instances } from "./index.ts";
import { fakeAws } from "./test/fake-aws.ts";
import { fakeFleet, instanceId } from "./test/fake-fleet.ts";
import { realClients } from "./test/real-clients.ts";

const regions = Array.from({ length: 30 }, (_, index) => `eu-west-${index}`);
const keys = { accessKeyId: "AKIDTEST", secretAccessKey: "test" };

test("makes one client for each region and service, when first asked", async () => {
  using clients = awsClients({ credentials: keys });
  const [first, again, elsewhere] = [
    clients.ec2("eu-west-1"),
    clients.ec2("eu-west-1"),
    clients.ec2("us-east-1"),
  ];
  expect(await first).toBe(await again);
  expect(await first).not.toBe(await elsewhere);
  expect(await (await elsewhere).config.region()).toBe("us-east-1");
  expect(await clients.cloudwatch("eu-west-1")).toBe(await clients.cloudwatch("eu-west-1"));
});

test("asks once for the credentials of thirty regions and two services", async () => {
  await using aws = await fakeAws(fakeFleet([]));
  const credentials = vi.fn(async () => keys);
  using clients = realClients(aws.endpoint, { credentials });
  const instances = ec2Instances({ clients: clients.ec2 });

  await Promise.all(regions.map((region) => instances.health(region)));
  for (const region of regions)
    await clients.cloudwatch(region).then((client) => client.config.credentials());

  expect(aws.count("DescribeInstanceStatus")).toBe(60);
  expect(new Set(aws.calls.map(({ region }) => region)).size).toBe(30);
  expect(credentials).toHaveBeenCalledTimes(1);
});

test("asks again for credentials that ran out", async () => {
  await using aws = await fakeAws(fakeFleet([]));
  const credentials = vi.fn(async () => ({ ...keys, expiration: new Date(Date.now() - 1) }));
  using clients = realClients(aws.endpoint, { credentials });
  const instances = ec2Instances({ clients: clients.ec2 });
  await instances.describe([{ region: "eu-west-1", id: instanceId(1) }]);
  const before = credentials.mock.calls.length;
  await instances.describe([{ region: "eu-west-1", id: instanceId(1) }]);
  expect(credentials.mock.calls.length).toBeGreaterThan(before);
});

test("heeds AWS_ENDPOINT_URL and the keys of the environment", async () => {
  await using aws = await fakeAws(fakeFleet([]));
  vi.stubEnv("AWS_ENDPOINT_URL", aws.endpoint);
  vi.stubEnv("AWS_ACCESS_KEY_ID", "AKIDENV");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "secret");
  try {
    using clients = awsClients();
    await ec2Instances({ clients: clients.ec2 }).health("eu-west-1");
  } finally {
    vi.unstubAllEnvs();
  }
  expect(aws.calls[0]?.headers.authorization).toContain("Credential=AKIDENV/");
});

test("closes all connections, and makes new clients after that", async () => {
  await using aws = await fakeAws(fakeFleet([]));
  const clients = realClients(aws.endpoint);
  const instances = ec2Instances({ clients: clients.ec2 });
  const before: EC2Client = await clients.ec2("eu-west-1");
  await Promise.all([instances.health("eu-west-1"), instances.health("us-east-1")]);
  expect(await aws.connections()).toBeGreaterThan(0);

  clients.destroy();
  clients.destroy();
  await expect.poll(aws.connections).toBe(0);
  expect(await clients.ec2("eu-west-1")).not.toBe(before);
  await expect(instances.health("eu-west-1")).resolves.toMatchObject({ region: "eu-west-1" });
  clients.destroy();
});

test.each(["", "*", "eu west-1", "evil.example/", "EU-WEST-1"])(
  "refuses %o, which is no region, and answers for the others",
  async (region) => {
    await using aws = await fakeAws(fakeFleet([{ id: instanceId(1), state: "running" }]));
    using clients = realClients(aws.endpoint);
    const { found, failed } = await ec2Instances({ clients: clients.ec2 }).describe([
      { region, id: instanceId(1) },
      { region: "eu-west-1", id: instanceId(1) },
    ]);
    expect(found.length).toBe(1);
    expect(failed).toMatchObject([{ refs: [{ region }], error: { code: "invalid_input" } }]);
  },
);

test.each([0, -1, 1.1, Number.NaN])("refuses a share of %d", (share) => {
  expect(() => awsClients({ pacing: { share } })).toThrow("above 0 and at most 1");
});

test("leaves what users send through a client as the SDK has it", async () => {
  await using aws = await fakeAws(fakeFleet([{ id: instanceId(1), state: "running" }]));
  using clients = realClients(aws.endpoint);
  const { $metadata, Reservations } = await (await clients.ec2("eu-west-1")).send(
    new DescribeInstancesCommand({}),
  );
  expect($metadata).toMatchObject({ httpStatusCode: 200, attempts: 1 });
  expect(Reservations?.[0]?.Instances?.[0]?.InstanceId).toBe(instanceId(1));
});
