import { DescribeImagesCommand } from "@aws-sdk/client-ec2";
import { expect, test } from "vitest";
import { SimulatorError } from "../simulator-error.ts";
import { awsFixture, refusal, region } from "../test/aws-fixture.ts";
import { queryCall } from "../test/raw-calls.ts";
import type { AwsFaultRule } from "./aws-faults.ts";

const html = { kind: "html" };

test.each<[object, RegExp]>([
  [
    { action: "DescribeInstance", fault: html },
    /The action "DescribeInstance" is not simulated: they are named as in/,
  ],
  [{ action: "constructor", fault: html }, /"constructor" is not simulated/],
  [
    { region: "us-west-2", fault: html },
    /region "us-west-2" is not simulated: there are us-east-1, eu-west-1/,
  ],
  [{ account: "210987654321", fault: html }, /account "210987654321" is not simulated: name it in other/],
  [{ fault: { kind: "magic" } }, /at fault\.kind/],
  [{ fault: { kind: "expired token" } }, /at fault\.kind/],
  [{ fault: { kind: "error" } }, /at fault\.code/],
  [{ fault: { kind: "error", code: "" } }, /"" is no code/],
  [{ fault: { kind: "error", code: "Throttling", status: 200 } }, /at fault\.status/],
  [{ fault: { kind: "latency", ms: -1 } }, /at fault\.ms/],
  [{ fault: { kind: "wrong content type", contentType: "a\nb" } }, /cannot be sent as a content type/],
  [{ fault: html, times: 0 }, /once or more/],
  [{ fault: html, after: 0.5 }, /none or more/],
  [{ fault: html, actions: ["RunInstances"] }, /"actions"/],
  [{}, /at fault/],
])("does not take the rule %j", async (rule, message) => {
  await using fixture = await awsFixture();
  const add = () => fixture.aws.faults.add(rule as AwsFaultRule);
  expect(add).toThrow(message);
  expect(add).toThrow(expect.toSatisfy((error) => SimulatorError.is(error, "invalid_option")));
  await fixture.ec2.send(new DescribeImagesCommand({}));
});

test("takes rules for what is simulated, and leaves calls alone first", async () => {
  await using fixture = await awsFixture({ otherAccounts: ["210987654321"] });
  const { aws, ec2 } = fixture;
  aws.faults.add({ action: "GetCallerIdentity", region: "eu-central-1", fault: { kind: "reset" } });
  aws.faults.add({ account: "210987654321", fault: { kind: "hang" } });
  aws.faults.add({ action: "*", region, fault: { kind: "error", code: "A.B" }, after: 1, times: 1 });
  const images = () => ec2.send(new DescribeImagesCommand({}));
  await images();
  expect(await refusal(images())).toBe("A.B");
  await images();
});

test("takes rules for calls that nobody signed, and leaves the others alone", async () => {
  await using fixture = await awsFixture();
  const { aws, ec2 } = fixture;
  const fault = { kind: "error", code: "Nobody" } as const;
  aws.faults.add({ account: "", region: "", fault });
  const parameters = { Action: "DescribeImages", Version: "2016-11-15" };
  expect((await queryCall(aws.endpoint, {}, parameters)).text).toContain("<Code>Nobody</Code>");
  await ec2.send(new DescribeImagesCommand({}));
});
