import { request } from "node:http";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { awsFixture, region } from "../test/aws-fixture.ts";

const signed = `X-Amz-Credential=AKIDEXAMPLE%2F20260105%2F${region}%2Fec2%2Faws4_request`;
const call = `Action=DescribeRegions&Version=2016-11-15&${signed}`;

/** Sends headers as they are; whatever stands for the port is replaced by the server's. */
async function answered(
  endpoint: string,
  method: string,
  headers: Readonly<Record<string, string>>,
): Promise<{ readonly status: number | undefined; readonly text: string }> {
  const { port } = new URL(endpoint);
  const entries = Object.entries(headers).map(([name, value]) => [name, value.replace("PORT", port)]);
  return new Promise((resolve, reject) => {
    const sent = request(
      `${endpoint}/?${call}`,
      { method, headers: Object.fromEntries(entries) },
      (answer) => {
        text(answer).then((body) => resolve({ status: answer.statusCode, text: body }), reject);
      },
    );
    sent.on("error", reject).end();
  });
}

test.each([
  ["POST", { origin: "https://evil.example", "content-type": "text/plain" }],
  ["POST", { origin: "null" }],
  ["POST", { origin: "http://127.0.0.1:1" }],
  ["POST", { host: "evil.example:PORT", origin: "http://evil.example:PORT" }],
  ["OPTIONS", { origin: "https://evil.example", "access-control-request-method": "POST" }],
  ["GET", { "sec-fetch-site": "cross-site" }],
  ["GET", { "sec-fetch-site": "same-site" }],
  ["GET", { host: "evil.example:PORT" }],
  ["HEAD", { host: "evil.example:PORT" }],
])("refuses a %s of a web page with %j", async (method, headers) => {
  await using fixture = await awsFixture();
  const { status } = await answered(fixture.aws.endpoint, method, headers);
  expect(status).toBe(403);
  expect(fixture.aws.calls.count()).toBe(0);
});

test.each([
  ["POST", {}],
  ["POST", { host: "aws.example:PORT" }],
  ["POST", { origin: "http://127.0.0.1:PORT" }],
  ["GET", {}],
  ["GET", { host: "localhost:PORT", "sec-fetch-site": "none" }],
])("answers a %s with %j", async (method, headers) => {
  await using fixture = await awsFixture();
  const { status, text: body } = await answered(fixture.aws.endpoint, method, headers);
  expect(body).toContain("<regionName>us-east-1</regionName>");
  expect(status).toBe(200);
});
