import { request } from "undici";
import { expect, test } from "vitest";
import { awsFixture, region, withoutControllers } from "../../test/aws-fixture.ts";
import { queryCall, signed } from "../../test/raw-calls.ts";
import { decodeCbor } from "../wire/cbor-decode.ts";
import { encodeCbor } from "../wire/cbor-encode.ts";

const InstanceId = "i-00000000000000001";
const scene = { instances: [{ region, id: InstanceId }], ...withoutControllers };

async function cborCall(endpoint: string, accessKeyId: string, action: string, body: Buffer) {
  const path = `/service/GraniteServiceVersion20100801/operation/${action}`;
  const {
    statusCode,
    headers,
    body: answer,
  } = await request(endpoint + path, {
    method: "POST",
    headers: { ...signed({ accessKeyId }, "monitoring"), "smithy-protocol": "rpc-v2-cbor" },
    body,
  });
  return { statusCode, headers, content: decodeCbor(Buffer.from(await answer.arrayBuffer())) };
}

function cpuQuery(clock: { now(): number }) {
  const Dimensions = [{ Name: "InstanceId", Value: InstanceId }];
  const Metric = { Namespace: "AWS/EC2", MetricName: "CPUUtilization", Dimensions };
  return {
    StartTime: new Date(clock.now() - 600_000),
    EndTime: new Date(clock.now()),
    MetricDataQueries: [{ Id: "cpu", MetricStat: { Metric, Period: 300, Stat: "Average" } }],
  };
}

test("answers the same in CBOR, with its times as times", async () => {
  await using fixture = await awsFixture(scene);
  const { aws, clock } = fixture;
  const input = encodeCbor(cpuQuery(clock));
  const { statusCode, headers, content } = await cborCall(
    aws.endpoint,
    aws.accessKeyId,
    "GetMetricData",
    input,
  );
  expect([statusCode, headers["smithy-protocol"]]).toEqual([200, "rpc-v2-cbor"]);
  const Timestamps = [new Date(clock.now() - 300_000), new Date(clock.now() - 600_000)];
  expect(content).toMatchObject({ MetricDataResults: [{ Id: "cpu", Timestamps, StatusCode: "Complete" }] });
});

test("refuses in CBOR with the code in a header too", async () => {
  await using fixture = await awsFixture(scene);
  const { aws } = fixture;
  const call = (action: string, body: Buffer) => cborCall(aws.endpoint, aws.accessKeyId, action, body);
  const refused = await call("GetMetricData", encodeCbor({}));
  expect(refused.statusCode).toBe(400);
  expect(refused.headers["x-amzn-query-error"]).toBe("ValidationError;Sender");
  expect(refused.content).toMatchObject({ __type: "com.amazonaws.cloudwatch#ValidationException" });
  expect((await call("ListMetrics", Buffer.of(0x9f))).content).toMatchObject({
    __type: "com.amazonaws.cloudwatch#SerializationException",
  });
  expect((await call("ListMetrics", Buffer.alloc(0))).content).toMatchObject({
    Metrics: Array(6).fill({}),
  });
});

test("answers the same in the query protocol, that older clients speak", async () => {
  await using fixture = await awsFixture(scene);
  const { aws, clock } = fixture;
  const call = (Action: string, parameters: Record<string, string>) =>
    queryCall(aws.endpoint, signed(aws, "monitoring"), { Version: "2010-08-01", Action, ...parameters });
  const { MetricDataQueries: _, ...range } = cpuQuery(clock);
  const stat = "MetricDataQueries.member.1.MetricStat";
  const parameters = {
    StartTime: range.StartTime.toISOString(),
    EndTime: range.EndTime.toISOString(),
    "MetricDataQueries.member.1.Id": "cpu",
    "MetricDataQueries.member.1.ReturnData": "true",
    [`${stat}.Metric.Namespace`]: "AWS/EC2",
    [`${stat}.Metric.MetricName`]: "CPUUtilization",
    [`${stat}.Metric.Dimensions.member.1.Name`]: "InstanceId",
    [`${stat}.Metric.Dimensions.member.1.Value`]: InstanceId,
    [`${stat}.Period`]: "300",
    [`${stat}.Stat`]: "Average",
  };
  const { status, text } = await call("GetMetricData", parameters);
  expect(status).toBe(200);
  expect(text).toMatch(
    /<GetMetricDataResponse xmlns="http:\/\/monitoring.+"><GetMetricDataResult><MetricDataResults><member><Id>cpu<\/Id>/,
  );
  const times = ["2026-01-05T11:55:00.000Z", "2026-01-05T11:50:00.000Z"];
  expect(text).toContain(
    `<Timestamps>${times.map((time) => `<member>${time}</member>`).join("")}</Timestamps>`,
  );

  const refused = await call("GetMetricData", { ...parameters, [`${stat}.Period`]: "often" });
  expect(refused.status).toBe(400);
  expect(refused.text).toMatch(
    /<ErrorResponse .+<Type>Sender<\/Type><Code>ValidationError<\/Code>.+<RequestId>/,
  );
  expect((await call("MakeCoffee", {})).text).toContain("<Code>InvalidAction</Code>");
});
