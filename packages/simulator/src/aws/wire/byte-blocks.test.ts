import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { awsFixture, region, withoutControllers } from "../../test/aws-fixture.ts";
import { join } from "./byte-blocks.ts";

const pieces = (text: string): readonly Buffer[] => [...text].map((sign) => Buffer.from(sign));

test("joins pieces, in memory that is used again only once it was released", () => {
  const first = join(pieces("one"));
  const second = join(pieces("other"));
  expect([first, second].map(({ bytes }) => bytes.toString())).toEqual(["one", "other"]);
  const { buffer } = first.bytes;
  first.release();
  const third = join(pieces("third"));
  expect(third.bytes.buffer).toBe(buffer);
  expect(second.bytes.toString()).toBe("other");
  expect(join([]).bytes).toHaveLength(0);
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
