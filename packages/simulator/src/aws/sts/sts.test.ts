import { CloudWatchClient, ListMetricsCommand } from "@aws-sdk/client-cloudwatch";
import { DescribeImagesCommand, DescribeInstancesCommand, EC2Client } from "@aws-sdk/client-ec2";
import { expect, test } from "vitest";
import {
  type AwsFixture,
  awsFixture,
  clientConfig,
  disposable,
  refusal,
  region,
  withoutControllers,
} from "../../test/aws-fixture.ts";
import { elementIn, queryCall, type RawKey, signed } from "../../test/raw-calls.ts";

const other = "210987654321";
const role = `arn:aws:iam::${other}:role/teams/fleet`;
const scene = {
  otherAccounts: [other],
  instances: [
    { region, name: "ours" },
    { region, name: "theirs", account: other },
  ],
  ...withoutControllers,
};

function sts({ aws }: AwsFixture, key: RawKey, parameters: Record<string, string>, of = region) {
  return queryCall(aws.endpoint, signed(key, "sts", of), { Version: "2011-06-15", ...parameters });
}

async function assumed(fixture: AwsFixture, more: Record<string, string> = {}) {
  const parameters = { Action: "AssumeRole", RoleArn: role, RoleSessionName: "night-shift", ...more };
  const answer = await sts(fixture, fixture.aws, parameters);
  const part = (name: string): string => elementIn(answer, name);
  return {
    answer,
    keys: {
      accessKeyId: part("AccessKeyId"),
      secretAccessKey: part("SecretAccessKey"),
      sessionToken: part("SessionToken"),
    },
  };
}

test("keeps accounts apart, and takes an unknown key for one of the first account", async () => {
  await using fixture = await awsFixture(scene);
  const { aws, ec2 } = fixture;
  const names = async (client: EC2Client) =>
    (await client.send(new DescribeInstancesCommand({}))).Reservations?.map(({ OwnerId, Instances }) => [
      OwnerId,
      Instances?.[0]?.Tags?.[0]?.Value,
    ]);
  const strangers = { ...clientConfig(aws), credentials: { accessKeyId: "AKIDX", secretAccessKey: "x" } };
  using theirs = disposable(new EC2Client({ ...clientConfig(aws), credentials: aws.keyOf(other) }));
  using anyones = disposable(new EC2Client(strangers));
  expect(await names(ec2)).toEqual([["123456789012", "ours"]]);
  expect(await names(anyones.client)).toEqual([["123456789012", "ours"]]);
  expect(await names(theirs.client)).toEqual([[other, "theirs"]]);
  const { Images } = await theirs.client.send(new DescribeImagesCommand({}));
  expect(Images?.map(({ OwnerId }) => OwnerId)).toEqual([other]);
  expect(aws.accounts).toEqual(["123456789012", other]);
  expect(aws.instances().map(({ account, name }) => [account, name])).toEqual([
    ["123456789012", "ours"],
    [other, "theirs"],
  ]);
  expect(() => aws.keyOf("000000000000")).toThrow("not simulated");
  await expect(awsFixture({ otherAccounts: ["12"] })).rejects.toThrow("12 digits");
});

test("says who is calling, also to clients that sign for a region there is not", async () => {
  await using fixture = await awsFixture({ ...scene, regions: ["eu-west-1"], instances: [] });
  const answer = await sts(fixture, fixture.aws.keyOf(other), { Action: "GetCallerIdentity" });
  expect(answer.status).toBe(200);
  expect(elementIn(answer, "Account")).toBe(other);
  expect(elementIn(answer, "Arn")).toBe(`arn:aws:iam::${other}:user/simulated`);
});

test("gives out keys for a role that work in its account until they expire", async () => {
  await using fixture = await awsFixture(scene);
  const { aws, clock } = fixture;
  const { answer, keys } = await assumed(fixture);
  expect(elementIn(answer, "Expiration")).toBe("2026-01-05T13:00:00.000Z");
  const identity = await sts(fixture, keys, { Action: "GetCallerIdentity" });
  expect(elementIn(identity, "Arn")).toBe(`arn:aws:sts::${other}:assumed-role/fleet/night-shift`);

  using ec2 = disposable(new EC2Client({ ...clientConfig(aws), credentials: keys }));
  using cloudWatch = disposable(new CloudWatchClient({ ...clientConfig(aws), credentials: keys }));
  const describe = () => ec2.client.send(new DescribeInstancesCommand({}));
  expect((await describe()).Reservations).toMatchObject([{ OwnerId: other }]);
  aws.faults.add({ account: aws.account, fault: { kind: "reset" } });
  aws.faults.add({ account: other, fault: { kind: "error", code: "UnauthorizedOperation" }, times: 1 });
  expect(await refusal(describe())).toBe("UnauthorizedOperation");

  clock.advance(3_600_000);
  expect(await refusal(describe())).toBe("RequestExpired");
  expect(await refusal(cloudWatch.client.send(new ListMetricsCommand({})))).toBe("ExpiredToken");
  expect((await sts(fixture, keys, { Action: "GetCallerIdentity" })).text).toContain("<Code>ExpiredToken<");
});

test("refuses temporary keys it did not give out, or without their token", async () => {
  await using fixture = await awsFixture(scene);
  const { aws } = fixture;
  const { keys } = await assumed(fixture);
  const { sessionToken: _, ...tokenless } = keys;
  for (const credentials of [tokenless, { ...keys, sessionToken: "0" }, { ...keys, accessKeyId: "ASIA0" }]) {
    using ec2 = disposable(new EC2Client({ ...clientConfig(aws), credentials }));
    expect(await refusal(ec2.client.send(new DescribeInstancesCommand({})))).toBe("AuthFailure");
    const identity = await sts(fixture, credentials, { Action: "GetCallerIdentity" });
    expect([identity.status, elementIn(identity, "Code")]).toEqual([403, "InvalidClientTokenId"]);
  }
});

test("refuses roles there are not, wrong external ids, and what AssumeRole does not take", async () => {
  await using anyRole = await awsFixture(scene);
  const code = async (fixture: AwsFixture, more: Record<string, string>) =>
    elementIn((await assumed(fixture, more)).answer, "Code");
  expect(await code(anyRole, { RoleArn: "arn:aws:iam::999988887777:role/fleet" })).toBe("AccessDenied");
  expect(await code(anyRole, { RoleArn: "arn:aws:iam::nobody:role/fleet" })).toBe("ValidationError");
  expect(await code(anyRole, { RoleSessionName: "a b" })).toBe("ValidationError");
  expect(await code(anyRole, { DurationSeconds: "60" })).toBe("ValidationError");
  const { keys } = await assumed(anyRole);
  const chained = { Action: "AssumeRole", RoleArn: role, RoleSessionName: "on", DurationSeconds: "7200" };
  expect(elementIn(await sts(anyRole, keys, chained), "Code")).toBe("ValidationError");
  expect(elementIn(await sts(anyRole, keys, { Action: "Sleep" }), "Code")).toBe("InvalidAction");

  await using guarded = await awsFixture({ ...scene, roles: [{ arn: role, externalId: "secret" }] });
  expect(await code(guarded, {})).toBe("AccessDenied");
  expect(await code(guarded, { ExternalId: "guess" })).toBe("AccessDenied");
  expect(await code(guarded, { ExternalId: "secret" })).toBe("");
});

test("takes only keys that were given out, where no others are accepted", async () => {
  await using fixture = await awsFixture({ ...scene, acceptAnyKey: false });
  const { aws, ec2 } = fixture;
  const unknown = { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "x" };
  using stranger = disposable(new EC2Client({ ...clientConfig(aws), credentials: unknown }));
  expect(await refusal(stranger.client.send(new DescribeInstancesCommand({})))).toBe("AuthFailure");
  expect(elementIn(await sts(fixture, unknown, { Action: "GetCallerIdentity" }), "Code")).toBe(
    "InvalidClientTokenId",
  );
  expect((await ec2.send(new DescribeInstancesCommand({}))).Reservations).toHaveLength(1);
  const { keys } = await assumed(fixture);
  expect((await sts(fixture, keys, { Action: "GetCallerIdentity" })).status).toBe(200);
});

test("is throttled where it is told so, in all regions together", async () => {
  const limits = { GetCallerIdentity: { calls: { burst: 2, perSecond: 1 } } };
  await using fixture = await awsFixture({ ...scene, limits });
  const ask = (of: string) => sts(fixture, fixture.aws, { Action: "GetCallerIdentity" }, of);
  expect((await ask(region)).status).toBe(200);
  expect((await ask("eu-west-1")).status).toBe(200);
  expect(elementIn(await ask(region), "Code")).toBe("Throttling");
  fixture.clock.advance(1_000);
  expect((await ask(region)).status).toBe(200);
});
