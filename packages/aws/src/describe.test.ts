import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Behaviour, ec2Answer, ec2Error, filter, list } from "./test/fake-aws.ts";
import { fakeFleet, instanceId, runningInstances } from "./test/fake-fleet.ts";
import { instancesOn } from "./test/instances-on.ts";

const region = "eu-west-1";
const refs = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => ({ region, id: instanceId(from + index) }));

describe("describing by id", () => {
  test.each([
    ["no unknown id", [], 5],
    ["one", [7], 6],
    ["two of the same batch", [7, 8], 6],
    ["two of two batches", [7, 900], 7],
    ["one in each batch", [0, 200, 400, 600, 999], 10],
  ])("of 1,000 costs one more call for each batch with an unknown id: %s", async (_, unknown, calls) => {
    await using fleet = await instancesOn(
      fakeFleet(runningInstances(1_000).filter((__, index) => !unknown.includes(index))),
    );
    const { found, missing, failed } = await fleet.instances.describe(refs(0, 1_000));
    expect([found.length, failed]).toEqual([1_000 - unknown.length, []]);
    expect(missing.map(({ id }) => id)).toEqual(unknown.map(instanceId));
    expect(fleet.aws.count("DescribeInstances")).toBe(calls);
  });

  test("asks by id first, without MaxResults, and again by filter", async () => {
    await using fleet = await instancesOn(fakeFleet(runningInstances(1)));
    await fleet.instances.describe(refs(0, 2));
    const [first, second] = fleet.aws.calls.map(({ params }) => params);
    expect(list(first ?? new URLSearchParams(), "InstanceId")).toEqual([instanceId(0), instanceId(1)]);
    expect(first?.has("MaxResults")).toBe(false);
    expect(filter(second ?? new URLSearchParams(), "instance-id")).toEqual([instanceId(0), instanceId(1)]);
    expect(second?.get("MaxResults")).toBe("1000");
  });

  test("takes an id that cannot be one for a machine nobody knows", async () => {
    await using fleet = await instancesOn((call) =>
      list(call.params, "InstanceId").includes("nonsense")
        ? ec2Error("InvalidInstanceID.Malformed")
        : fakeFleet(runningInstances(1))(call),
    );
    const { found, missing } = await fleet.instances.describe([...refs(0, 1), { region, id: "nonsense" }]);
    expect([found.length, missing]).toEqual([1, [{ region, id: "nonsense" }]]);
  });

  test("fails a batch for itself, and a region for itself", async () => {
    const behave = fakeFleet(runningInstances(450));
    await using fleet = await instancesOn((call) =>
      list(call.params, "InstanceId").includes(instanceId(250)) || call.region === "us-east-1"
        ? ec2Error("InternalError", 500)
        : behave(call),
    );
    const there = { region: "us-east-1", id: instanceId(1) };
    const { found, missing, failed } = await fleet.instances.describe([...refs(0, 450), there]);
    expect([found.length, missing]).toEqual([250, []]);
    expect(failed).toMatchObject([
      { refs: refs(200, 200), error: { code: "unavailable" } },
      { refs: [there], error: { code: "unavailable" } },
    ]);
  });

  test("believes no one but EC2 that a machine is unknown", async () => {
    await using fleet = await instancesOn(() => ({ status: 404, body: "<html>nobody here</html>" }));
    const { missing, failed } = await fleet.instances.describe(refs(0, 1));
    expect([missing, failed.length]).toEqual([[], 1]);
    expect(fleet.aws.calls.length).toBe(1);
  });

  test("puts each machine into exactly one list, whichever are known, broken, or named twice", async () => {
    const known = new Set<string>();
    const broken = new Set<string>();
    await using fleet = await instancesOn((call) => {
      if (list(call.params, "InstanceId").some((id) => broken.has(id))) return ec2Error("InternalError", 500);
      return fakeFleet([...known].map((id) => ({ id, state: "running" })))(call);
    });
    const machines = fc.array(
      fc.record({ index: fc.nat(600), is: fc.constantFrom("known", "known", "known", "unknown") }),
      { maxLength: 700 },
    );
    const property = fc.asyncProperty(machines, fc.option(fc.nat(600)), async (named, bad) => {
      known.clear();
      broken.clear();
      if (bad !== null) broken.add(instanceId(bad));
      for (const { index, is } of named) if (is === "known") known.add(instanceId(index));
      const { found, missing, failed } = await fleet.instances.describe(
        named.flatMap(({ index }) => refs(index, 1)),
      );
      const all = [...found, ...missing, ...failed.flatMap((part) => part.refs)].map(({ id }) => id);
      expect(all.sort()).toEqual([...new Set(named.map(({ index }) => instanceId(index)))].sort());
      expect(found.every(({ id }) => known.has(id)) && missing.every(({ id }) => !known.has(id))).toBe(true);
    });
    await fc.assert(property, { numRuns: 25 });
  });
});

describe("pages", () => {
  const item = (index: number) => `<item><instanceId>${instanceId(index)}</instanceId></item>`;
  const page = (items: string, next?: string) =>
    ec2Answer(
      "DescribeInstances",
      `<reservationSet>${items && `<item><instancesSet>${items}</instancesSet></item>`}</reservationSet>${next ? `<nextToken>${next}</nextToken>` : ""}`,
    );
  const short: Behaviour = ({ params }) =>
    ({ "": page(item(0), "b"), b: page("", "c"), c: page(item(2) + item(3)) })[
      params.get("NextToken") ?? ""
    ] ?? ec2Error("InvalidNextToken");

  test("are followed to the last, also when ids were named, through short and empty ones", async () => {
    await using fleet = await instancesOn(short);
    expect((await fleet.instances.describe(refs(0, 4))).found.map(({ id }) => id)).toEqual(
      [0, 2, 3].map(instanceId),
    );
    expect(fleet.aws.calls.length).toBe(3);
  });

  test("of a discovery are asked for as they are needed", async () => {
    await using fleet = await instancesOn(short);
    for await (const { id } of fleet.instances.discover({ region })) {
      expect(id).toBe(instanceId(0));
      break;
    }
    expect(fleet.aws.calls.length).toBe(1);
    expect(await Array.fromAsync(fleet.instances.discover({ region }))).toHaveLength(3);
    expect(fleet.aws.calls.length).toBe(4);
  });
});
