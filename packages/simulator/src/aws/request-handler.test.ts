import { gzipSync } from "node:zlib";
import { CloudWatchClient, GetMetricDataCommand, ListMetricsCommand } from "@aws-sdk/client-cloudwatch";
import { DescribeImagesCommand, DescribeRegionsCommand, EC2Client } from "@aws-sdk/client-ec2";
import { request } from "undici";
import { expect, test } from "vitest";
import {
  awsFixture,
  clientConfig,
  disposable,
  refusal,
  region,
  withoutControllers,
} from "../test/aws-fixture.ts";

const signature = (of: string): Record<string, string> => ({
  authorization: `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260105/${of}/ec2/aws4_request, SignedHeaders=host, Signature=00`,
});
const form = { "content-type": "application/x-www-form-urlencoded" };

test("refuses calls without a signature and calls to regions it does not have, in the protocol of the call", async () => {
  await using fixture = await awsFixture();
  const { aws } = fixture;
  const unsigned = await request(`${aws.endpoint}/?Action=DescribeRegions&Version=2016-11-15`);
  expect(unsigned.statusCode).toBe(403);
  expect(await unsigned.body.text()).toContain("<Code>MissingAuthenticationToken</Code>");

  const elsewhere = { ...clientConfig(aws), region: "mars-north-1" };
  using ec2 = disposable(new EC2Client(elsewhere));
  using cloudWatch = disposable(new CloudWatchClient(elsewhere));
  const error = await ec2.client.send(new DescribeRegionsCommand({})).catch((reason: unknown) => reason);
  expect(error).toMatchObject({
    name: "AuthFailure",
    message:
      "Credential should be scoped to a valid region, not 'mars-north-1'. Simulated: us-east-1, eu-west-1.",
    $metadata: { httpStatusCode: 401 },
  });
  expect(await refusal(cloudWatch.client.send(new ListMetricsCommand({})))).toBe("SignatureDoesNotMatch");
});

test("takes a call as a form and as a query, and refuses actions and versions it does not know", async () => {
  await using fixture = await awsFixture();
  const { endpoint } = fixture.aws;
  const call = async (query: string, body?: string) => {
    const { statusCode, body: answer } = await request(endpoint + query, {
      headers: { ...signature(region), ...(body !== undefined && form) },
      ...(body !== undefined && { method: "POST", body }),
    });
    return { statusCode, text: await answer.text() };
  };
  const byQuery = await call("/?Action=DescribeRegions&Version=2016-11-15");
  const byForm = await call("/", "Action=DescribeRegions&Version=2016-11-15");
  expect(byQuery.text).toContain("<regionName>eu-west-1</regionName>");
  const withoutId = ({ text }: { text: string }) => text.replace(/<requestId>.+?<\/requestId>/, "");
  expect(withoutId(byForm)).toBe(withoutId(byQuery));

  const unknown = await call("/", "Action=MakeCoffee&Version=2016-11-15");
  expect(unknown.statusCode).toBe(400);
  expect(unknown.text).toMatch(
    /<Response><Errors><Error><Code>InvalidAction<\/Code><Message>.*MakeCoffee.*<\/Message><\/Error><\/Errors><RequestID>.+<\/RequestID><\/Response>$/,
  );
  expect((await call("/", "Action=DescribeRegions&Version=2006-06-26")).statusCode).toBe(400);
  expect((await call("/", "Action=constructor&Version=2016-11-15")).statusCode).toBe(400);
});

test("reads a compressed body", async () => {
  await using fixture = await awsFixture({ instances: [{ region }], ...withoutControllers });
  const { statusCode, body } = await request(fixture.aws.endpoint, {
    method: "POST",
    headers: {
      ...signature(region),
      "x-amz-target": "GraniteServiceVersion20100801.ListMetrics",
      "content-encoding": "gzip",
    },
    body: gzipSync(JSON.stringify({ MetricName: "CPUUtilization" })),
  });
  expect(statusCode).toBe(200);
  expect(await body.json()).toMatchObject({ Metrics: [{ MetricName: "CPUUtilization" }] });
});

test("spoils the calls a rule names, as often as it says, and counts every call", async () => {
  await using fixture = await awsFixture();
  const { aws, ec2, cloudWatch } = fixture;
  const images = () => ec2.send(new DescribeImagesCommand({}));
  aws.faults.add({
    action: "DescribeImages",
    fault: { kind: "error", code: "RequestLimitExceeded", message: "Slower, please." },
    times: 1,
  });
  const error = await images().catch((reason: unknown) => reason);
  expect(error).toMatchObject({
    name: "RequestLimitExceeded",
    message: "Slower, please.",
    $metadata: { httpStatusCode: 503 },
  });
  await images();

  aws.faults.add({
    action: "ListMetrics",
    fault: { kind: "error", code: "InternalServiceFault", status: 500 },
  });
  const failed = await cloudWatch.send(new ListMetricsCommand({})).catch((reason: unknown) => reason);
  expect(failed).toMatchObject({ name: "InternalServiceFault", $metadata: { httpStatusCode: 500 } });
  aws.faults.add({ region: "eu-west-1", fault: { kind: "reset" } });
  await images();
  aws.faults.add({ region, fault: { kind: "reset" }, times: 1 });
  await expect(images()).rejects.toMatchObject({ code: "ECONNRESET" });
  aws.faults.add({ fault: { kind: "html" }, times: 1 });
  await expect(images()).rejects.toMatchObject({ $metadata: { httpStatusCode: 502 } });
  aws.faults.add({ fault: { kind: "truncated" }, times: 1 });
  await expect(images()).rejects.toThrow();
  aws.faults.clear();
  await cloudWatch.send(new ListMetricsCommand({}));
  expect(aws.calls.count("DescribeImages")).toBe(6);
  expect(aws.calls.count("ListMetrics")).toBe(2);
  expect(aws.calls.count()).toBe(8);
});

test("counts calls from nothing when it is told to", async () => {
  await using fixture = await awsFixture();
  const { aws, ec2, cloudWatch } = fixture;
  await ec2.send(new DescribeImagesCommand({}));
  await cloudWatch.send(new ListMetricsCommand({}));
  aws.calls.reset();
  expect([aws.calls.count(), aws.calls.count("DescribeImages")]).toEqual([0, 0]);
  await ec2.send(new DescribeImagesCommand({}));
  expect([aws.calls.count(), aws.calls.count("DescribeImages")]).toEqual([1, 1]);
});

test("answers a failure of CloudWatch calls in CloudWatch's protocol", async () => {
  await using fixture = await awsFixture();
  const { cloudWatch } = fixture;
  const input = { StartTime: new Date(0), EndTime: new Date(60_000), MetricDataQueries: [] };
  const error = await cloudWatch.send(new GetMetricDataCommand(input)).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ name: "ValidationException", $metadata: { httpStatusCode: 400 } });
});

test("refuses a body that is too long", async () => {
  await using fixture = await awsFixture();
  const headers = { ...signature(region), "x-amz-target": "GraniteServiceVersion20100801.ListMetrics" };
  const bomb = {
    method: "POST",
    headers: { ...headers, "content-encoding": "gzip" },
    body: gzipSync(Buffer.alloc(5e6)),
  } as const;
  const { statusCode, body } = await request(fixture.aws.endpoint, bomb);
  await body.dump();
  expect(statusCode).toBe(413);
});

test("refuses parameters that are nested beyond all depth", async () => {
  await using fixture = await awsFixture();
  const body = `Action=ListMetrics&Version=2010-08-01&${"a.".repeat(20_000)}a=1`;
  const answer = await request(fixture.aws.endpoint, {
    method: "POST",
    headers: { ...signature(region), ...form },
    body,
  });
  expect(answer.statusCode).toBe(400);
  expect(await answer.body.text()).toContain("more than 20 parts");
});
