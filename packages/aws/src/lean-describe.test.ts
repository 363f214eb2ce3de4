import { DescribeInstancesCommand } from "@aws-sdk/client-ec2";
import { manualClock } from "@cml-fleet/core/testing";
import { expect, test } from "vitest";
import type { AwsClients } from "./clients.ts";
import { ec2Api } from "./ec2-api.ts";
import { ec2Instances } from "./index.ts";
import { toSnapshot } from "./instance-mapping.ts";
import { ec2Answer, ec2Error, fakeAws, type Reply } from "./test/fake-aws.ts";
import { instanceId } from "./test/fake-fleet.ts";
import { realClients } from "./test/real-clients.ts";
import { wholeInstanceXml, wholeReservationSet } from "./test/whole-instance-xml.ts";

const region = "eu-west-1";
const refs = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ region, id: instanceId(index) }));
const answerWith = (instances: readonly string[]): Reply =>
  ec2Answer("DescribeInstances", wholeReservationSet(instances));

/** The same question as the SDK answers it by itself. */
async function plainly({ ec2 }: AwsClients) {
  return (await ec2(region)).send(new DescribeInstancesCommand({ InstanceIds: [instanceId(0)] }));
}

test("reads whole descriptions to the same snapshots as the SDK alone", async () => {
  const notes = [
    "lab",
    "&lt;groupSet&gt;",
    "&lt;/groupSet&gt;",
    "a &amp; b",
    "Zoë – №1 🚀",
    "&lt;cpuOptions/&gt;",
    "",
  ];
  const whole = notes.map((note, index) => wholeInstanceXml(index, note));
  expect(Buffer.byteLength(whole[0] ?? "")).toBeGreaterThan(4_400);
  await using aws = await fakeAws(() => answerWith(whole));
  using clients = realClients(aws.endpoint);
  const clock = manualClock();

  const { found, missing } = await ec2Instances({ clients: clients.ec2, clock }).describe(refs(notes.length));

  const instances = (await plainly(clients)).Reservations?.flatMap(({ Instances }) => Instances ?? []) ?? [];
  expect(found).toEqual(instances.map((instance) => toSnapshot(instance, region, clock.now())));
  expect(missing).toEqual([]);
  expect(found[1]?.tags?.["cml:note"]).toBe("<groupSet>");
  expect(found[4]).toMatchObject({
    name: "worker 4",
    power: "running",
    zone: "eu-west-1a",
    publicIp: "52.0.0.4",
    privateIp: "10.0.0.4",
    detailedMonitoring: "on",
    tags: { "cml:note": "Zoë – №1 🚀" },
  });
});

test("reads past parts that are empty, and closed in their own tag", async () => {
  const empty = ["groupSet", "networkInterfaceSet", "blockDeviceMapping", "productCodes", "metadataOptions"];
  const bare =
    `<instanceId>${instanceId(0)}</instanceId>${empty.map((name) => `<${name}/>`).join("")}` +
    "<instanceState><name>stopped</name></instanceState><groupSet><item><groupId>sg-1</groupId></item></groupSet>" +
    "<instanceType>m5.large</instanceType><groupSet></groupSet>";
  await using aws = await fakeAws(() => answerWith([bare]));
  using clients = realClients(aws.endpoint);
  const { found } = await ec2Instances({ clients: clients.ec2 }).describe(refs(1));
  expect(found).toMatchObject([{ id: instanceId(0), power: "stopped", instanceType: "m5.large" }]);
});

test("parses no part that the fleet does not look at, and keeps them for whoever uses the same client", async () => {
  await using aws = await fakeAws(() => answerWith([wholeInstanceXml(0)]));
  using clients = realClients(aws.endpoint);
  const [lean] = (await ec2Api(clients.ec2).describeInstances(region, {}, {})).Reservations ?? [];
  expect(Object.keys(lean?.Instances?.[0] ?? {})).not.toContain("NetworkInterfaces");
  expect(lean?.Instances?.[0]).not.toMatchObject({ SecurityGroups: expect.anything() });

  const [whole] = (await plainly(clients)).Reservations ?? [];
  expect(whole?.Instances?.[0]).toMatchObject({
    SecurityGroups: [{ GroupName: "cml" }],
    NetworkInterfaces: [{ Groups: [{ GroupName: "cml" }] }],
    BlockDeviceMappings: [{ DeviceName: "/dev/sda1" }, { DeviceName: "/dev/sdf" }],
    MetadataOptions: { HttpTokens: "required" },
    CpuOptions: { CoreCount: 24 },
  });
});

const whole = wholeReservationSet([wholeInstanceXml(0), wholeInstanceXml(1)]);
test.each<[string, Reply, string]>([
  ["a refusal", ec2Error("UnauthorizedOperation", 403), "forbidden"],
  [
    "a refusal that talks of a <groupSet>",
    ec2Error("InvalidParameterValue</Code><groupSet></groupSet><Code>"),
    "",
  ],
  ["a gateway's HTML", { status: 502, body: "<html><body>502<hr></body></html>" }, "unavailable"],
  ["HTML with a status of 200", { status: 200, body: "<html><hr><p>welcome</html>" }, "unavailable"],
  ["XML that ends within a part that is left out", truncated("<networkInterfaceSet>"), "unavailable"],
  ["XML that ends within a part that is read", truncated("<tagSet>"), "unavailable"],
])("fails as the SDK alone does on %s", async (_, reply, code) => {
  await using aws = await fakeAws(() => reply);
  using clients = realClients(aws.endpoint, { maxAttempts: 1 });
  const { failed } = await ec2Instances({ clients: clients.ec2 }).describe(refs(1));
  const plain = await plainly(clients).catch((error: unknown) => error);
  const cause = failed[0]?.error.cause;
  expect(cause).toMatchObject({ name: (plain as Error).name, $metadata: { attempts: 1 } });
  expect(cause).toBeInstanceOf((plain as Error).constructor);
  if (code) expect(failed[0]?.error.code).toBe(code);
});

function truncated(within: string): Reply {
  const { body } = ec2Answer("DescribeInstances", whole) as { body: string };
  return { status: 200, body: body.slice(0, body.lastIndexOf(within) + within.length + 40) };
}
