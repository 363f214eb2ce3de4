import { manualClock } from "@cml-fleet/core/testing";
import { expect, test } from "vitest";
import { ec2Instances } from "./index.ts";
import { ec2Answer, ec2Error, fakeAws, filter } from "./test/fake-aws.ts";
import { fakeFleet, instanceId, runningInstances } from "./test/fake-fleet.ts";
import { realClients } from "./test/real-clients.ts";

const region = "eu-west-1";
const action = "DescribeInstanceStatus";

function status(id: string, instance: string, system: string): string {
  return `<item><instanceId>${id}</instanceId><instanceStatus><status>${instance}</status></instanceStatus><systemStatus><status>${system}</status></systemStatus></item>`;
}

function page(items: string, next?: string): ReturnType<typeof ec2Answer> {
  const more = next ? `<nextToken>${next}</nextToken>` : "";
  return ec2Answer(action, `<instanceStatusSet>${items}</instanceStatusSet>${more}`);
}

test("asks two questions for what is not well, however many machines there are", async () => {
  const checks: readonly (readonly [string, string])[] = [
    ["impaired", "ok"],
    ["ok", "impaired"],
    ["initializing", "initializing"],
    ["insufficient-data", "ok"],
  ];
  const ill = checks.map((check, index) => ({
    id: instanceId(5_000 + index),
    state: "running",
    checks: check,
  }));
  await using aws = await fakeAws(fakeFleet([...runningInstances(2_000), ...ill]));
  using clients = realClients(aws.endpoint);
  const clock = manualClock();

  const report = await ec2Instances({ clients: clients.ec2, clock }).health(region);

  expect(report).toMatchObject({ region, asOf: "2026-01-01T00:00:00.000Z" });
  expect([...report.notOk.values()].sort(byText)).toEqual(
    checks.map(([instance, system]) => ({ instance, system })).sort(byText),
  );
  const asked = aws.calls.map(({ params }) => [
    filter(params, "instance-status.status"),
    filter(params, "system-status.status"),
    params.get("MaxResults"),
  ]);
  const notWell = ["impaired", "insufficient-data", "initializing"];
  expect(asked.sort(byText)).toEqual(
    [
      [notWell, undefined, "1000"],
      [undefined, notWell, "1000"],
    ].sort(byText),
  );
});

function byText(one: unknown, other: unknown): number {
  return JSON.stringify(one) < JSON.stringify(other) ? -1 : 1;
}

test("reads every page, the empty ones too", async () => {
  await using aws = await fakeAws(({ params }) => {
    if (filter(params, "system-status.status")) return page("");
    const pages: Readonly<Record<string, ReturnType<typeof page>>> = {
      "": page(status("i-1", "impaired", "ok"), "two"),
      two: page("", "three"),
      three: page(status("i-3", "impaired", "ok")),
    };
    return pages[params.get("NextToken") ?? ""] ?? ec2Error("InvalidNextToken");
  });
  using clients = realClients(aws.endpoint);
  const { notOk } = await ec2Instances({ clients: clients.ec2 }).health(region);
  expect([...notOk.keys()]).toEqual(["i-1", "i-3"]);
  expect(aws.calls.length).toBe(4);
});

test("leaves out those that are well where an endpoint does not heed the filters", async () => {
  const items = status("i-1", "ok", "ok") + status("i-2", "ok", "impaired") + status("i-3", "ok", "ok");
  await using aws = await fakeAws(() => page(items));
  using clients = realClients(aws.endpoint);
  const { notOk } = await ec2Instances({ clients: clients.ec2 }).health(region);
  expect([...notOk]).toEqual([["i-2", { instance: "ok", system: "impaired" }]]);
});

test("takes a word nobody knows, and one that is missing, for no proof of health", async () => {
  const items = `${status("i-1", "splendid", "ok")}<item><instanceId>i-2</instanceId></item>`;
  await using aws = await fakeAws(() => page(items));
  using clients = realClients(aws.endpoint);
  const { notOk } = await ec2Instances({ clients: clients.ec2 }).health(region);
  expect([...notOk]).toEqual([
    ["i-1", { instance: "unknown", system: "ok" }],
    ["i-2", { instance: "unknown", system: "unknown" }],
  ]);
});

test("reports nothing rather than half of it, when one of the questions fails", async () => {
  await using aws = await fakeAws(({ params }) =>
    filter(params, "system-status.status")
      ? ec2Error("UnauthorizedOperation", 403)
      : page(status("i-1", "impaired", "ok")),
  );
  using clients = realClients(aws.endpoint);
  await expect(ec2Instances({ clients: clients.ec2 }).health(region)).rejects.toMatchObject({
    code: "forbidden",
    message: expect.stringContaining("Allow the action ec2:DescribeInstanceStatus."),
  });
});
