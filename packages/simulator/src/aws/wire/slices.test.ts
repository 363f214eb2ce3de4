import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { CreateTagsCommand, DescribeInstancesCommand } from "@aws-sdk/client-ec2";
import { expect, test } from "vitest";
import { awsFixture, region, withoutControllers } from "../../test/aws-fixture.ts";
import { buffersOf, gaps, gathered, type Slice, sliceOf } from "./slices.ts";

const textsOf = (slices: readonly Slice[]) => buffersOf(slices).map((buffer) => buffer.toString());

test("sends what lies next to each other as one, and copies what is scattered beyond measure", () => {
  const scattered = [..."scattered"].map(sliceOf);
  expect(gaps(scattered)).toBe(8);
  expect(textsOf(scattered)).toEqual([..."scattered"]);

  const together = gathered(scattered);
  expect(gaps(together)).toBe(0);
  expect(textsOf(together)).toEqual(["scattered"]);
  expect(textsOf([together[0]!, together[2]!, together[3]!, ...scattered.slice(4, 5)])).toEqual([
    "s",
    "at",
    "t",
  ]);
  expect(textsOf([])).toEqual([]);

  const many = Array.from({ length: 100 }, (_, index) => sliceOf(String(index)));
  expect(textsOf(many)).toEqual([many.map((_, index) => index).join("")]);
});

test("moves the descriptions of instances that are asked for together next to each other", async () => {
  const instances = Array.from({ length: 100 }, (_, index) => ({ region, name: `worker-${index}` }));
  await using fixture = await awsFixture({ instances, ...withoutControllers });
  const { aws, ec2 } = fixture;
  const ids = aws.instances().map(({ id }) => id);
  const namesOf = async (InstanceIds: string[]): Promise<readonly string[]> => {
    const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand({ InstanceIds }));
    return Reservations.flatMap(({ Instances = [] }) => Instances).map(
      ({ InstanceId, Tags = [] }) => `${InstanceId} ${Tags.find(({ Key }) => Key === "Name")?.Value}`,
    );
  };
  const names = ids.map((id, index) => `${id} worker-${index}`);
  for (let round = 0; round < 24; round++) {
    const index = (round * 13) % 80;
    names[index] = `${ids[index]} renamed-${round}`;
    const Tags = [{ Key: "Name", Value: `renamed-${round}` }];
    await ec2.send(new CreateTagsCommand({ Resources: [ids[index]!], Tags }));
    const first = round % 20;
    expect(await namesOf(ids.slice(first, first + 80))).toEqual(names.slice(first, first + 80));
  }
  const everySecond = ids.filter((_, index) => index % 2 === 0);
  expect(await namesOf(everySecond)).toEqual(names.filter((_, index) => index % 2 === 0));
});

test("keeps the bytes of an answer for as long as its reader takes", async () => {
  const instances = Array.from({ length: 400 }, (_, index) => ({ region, name: `worker-${index}` }));
  await using fixture = await awsFixture({ instances, ...withoutControllers });
  const { aws } = fixture;
  const ids = aws.instances().map(({ id }) => id);
  const call = (first: number, close: boolean): string => {
    const named = ids.slice(first, first + 200).map((id, index) => `InstanceId.${index + 1}=${id}`);
    const body = ["Action=DescribeInstances&Version=2016-11-15", ...named].join("&");
    const credential = `${aws.accessKeyId}/20260101/${region}/ec2/aws4_request`;
    return [
      "POST / HTTP/1.1",
      "host: aws",
      `authorization: AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host, Signature=0`,
      `content-length: ${body.length}`,
      `connection: ${close ? "close" : "keep-alive"}`,
      "",
      body,
    ].join("\r\n");
  };
  // More than sockets take, from one that reads nothing until another was served.
  const slow = connect(Number(new URL(aws.endpoint).port)).pause();
  for (let round = 0; round < 40; round++) slow.write(call(round, round === 39));
  const quick = connect(Number(new URL(aws.endpoint).port));
  quick.write(call(200, true));
  expect(named(await text(quick))).toEqual(ids.slice(200, 400));
  const expected = Array.from({ length: 40 }, (_, round) => ids.slice(round, round + 200)).flat();
  expect(named(await text(slow))).toEqual(expected);
});

function named(answers: string): readonly string[] {
  return [...answers.matchAll(/<instanceId>([^<]+)</g)].map(([, id = ""]) => id);
}
