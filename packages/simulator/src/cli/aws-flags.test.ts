import {
  DescribeImagesCommand,
  DescribeInstanceStatusCommand,
  DescribeInstancesCommand,
  EC2Client,
  MonitorInstancesCommand,
  RunInstancesCommand,
  StopInstancesCommand,
  TerminateInstancesCommand,
} from "@aws-sdk/client-ec2";
import { Agent, request } from "undici";
import { expect, test } from "vitest";
import { startProgram } from "../test/cml-sim.ts";

const region = "us-east-1";

/** A program with an AWS, and clients for it, which try once. */
async function program(...args: readonly string[]) {
  const running = await startProgram(["aws", "--json", ...args], 1);
  const line = JSON.parse(running.lines[0] ?? "");
  const clientOf = ({ accessKeyId, secretAccessKey }: typeof line) =>
    new EC2Client({
      endpoint: line.endpoint,
      region,
      credentials: { accessKeyId, secretAccessKey },
      maxAttempts: 1,
    });
  return {
    line,
    ec2: clientOf(line),
    clientOf,
    [Symbol.asyncDispose]: () => running[Symbol.asyncDispose](),
  };
}

async function statesOf(ec2: EC2Client) {
  const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand({}));
  return Reservations.flatMap(({ Instances = [] }) => Instances).map(
    ({ State, InstanceType }) => `${State?.Name} ${InstanceType}`,
  );
}

async function launch(ec2: EC2Client) {
  const { Images: [image] = [] } = await ec2.send(new DescribeImagesCommand({}));
  const { Instances: [instance] = [] } = await ec2.send(
    new RunInstancesCommand({
      ImageId: image?.ImageId ?? "",
      InstanceType: "c5.large",
      MinCount: 1,
      MaxCount: 1,
    }),
  );
  return instance?.InstanceId ?? "";
}

test("has the instances that are asked for", async () => {
  await using here = await program(
    "--instances",
    "2",
    "--regions",
    region,
    "--state",
    "stopped",
    "--type",
    "c5.large",
  );
  expect(await statesOf(here.ec2)).toEqual(["stopped c5.large", "stopped c5.large"]);
  expect(Object.keys(here.line)).toEqual(["endpoint", "regions", "accessKeyId", "secretAccessKey"]);
});

test("throttles as AWS does", async () => {
  await using here = await program("--limits", "published");
  const calls = Array.from({ length: 60 }, () => here.ec2.send(new DescribeInstancesCommand({})));
  const outcomes = await Promise.allSettled(calls);
  const refused = outcomes.filter((outcome) => outcome.status === "rejected");
  expect(refused.map(({ reason }) => reason.name)).toContain("RequestLimitExceeded");
});

test("knows launched instances late, and has room for as many as are asked for", async () => {
  await using here = await program("--consistency-ms", "3600000", "--capacity", "1", "--no-controllers");
  const id = await launch(here.ec2);
  await expect(here.ec2.send(new DescribeInstancesCommand({ InstanceIds: [id] }))).rejects.toMatchObject({
    name: "InvalidInstanceID.NotFound",
  });
  await expect(launch(here.ec2)).rejects.toMatchObject({ name: "InsufficientInstanceCapacity" });
});

test("gives keys of every account", async () => {
  const [account, other] = ["111111111111", "222222222222"];
  await using here = await program("--account", account, "--other-accounts", other, "--instances", "1");
  const { accounts } = here.line;
  expect(accounts).toMatchObject([{ account, accessKeyId: here.line.accessKeyId }, { account: other }]);
  expect(await statesOf(here.clientOf(accounts[0]))).toHaveLength(1);
  expect(await statesOf(here.clientOf(accounts[1]))).toHaveLength(0);
});

test("answers each call late", async () => {
  await using here = await program("--latency-ms", "300");
  const fromMs = performance.now();
  await statesOf(here.ec2);
  expect(performance.now() - fromMs).toBeGreaterThanOrEqual(299);
});

test("takes no time for what is told to take none", async () => {
  const names = ["start", "stop", "terminate", "vanish", "status-checks", "monitoring"];
  const none = names.flatMap((name) => [`--${name}-ms`, "0"]);
  await using here = await program(...none, "--no-controllers", "--seed", "3");
  const { ec2 } = here;
  const ids = { InstanceIds: [await launch(ec2)] };
  const { InstanceStatuses: [status] = [] } = await ec2.send(new DescribeInstanceStatusCommand(ids));
  expect([status?.InstanceState?.Name, status?.InstanceStatus?.Status]).toEqual(["running", "ok"]);
  await ec2.send(new MonitorInstancesCommand(ids));
  const { Reservations: [{ Instances: [instance] = [] } = {}] = [] } = await ec2.send(
    new DescribeInstancesCommand(ids),
  );
  expect(instance?.Monitoring?.State).toBe("enabled");
  await ec2.send(new StopInstancesCommand(ids));
  expect(await statesOf(ec2)).toEqual(["stopped c5.large"]);
  await ec2.send(new TerminateInstancesCommand(ids));
  expect(await statesOf(ec2)).toEqual([]);
});

test("has controllers as they are asked for", async () => {
  const args = ["--version", "2.8", "--username", "ada", "--password", "secret", "--labs", "samples"];
  await using shown = await startProgram(["aws", "--instances", "1", "--boot-ms", "0", ...args], 11);
  const [url] = /https:\S+$/.exec(shown.lines[10] ?? "") ?? [];
  const dispatcher = new Agent({ connect: { rejectUnauthorized: false } });
  const ask = async (path: string, options = {}) =>
    (await request(`${url}/api/v0${path}`, { dispatcher, ...options })).body.json();
  expect(await ask("/system_information")).toMatchObject({ version: "2.8.0", ready: true });
  const body = JSON.stringify({ username: "ada", password: "secret" });
  const token = await ask("/authenticate", { method: "POST", body });
  expect(await ask("/labs", { headers: { authorization: `Bearer ${token}` } })).toHaveLength(2);
  await dispatcher.close();
});
