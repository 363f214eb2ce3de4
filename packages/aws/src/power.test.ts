import { CoreError, type InstanceRef, type InstanceSnapshot } from "@cml-fleet/core";
import { expect, test } from "vitest";
import type { Ec2Api } from "./ec2-api.ts";
import { powerControl } from "./power.ts";

const region = "eu-west-1";
const zones = ["eu-west-1a", "eu-west-1b"];

function machines(count: number): InstanceRef[] {
  return Array.from({ length: count }, (_, index) => ({ region, id: `i-${index}` }));
}

/** EC2 as the command sees it: `refuse` looks at a batch and may say why it is not carried out. */
function cloud(refuse: (ids: readonly string[]) => CoreError | undefined) {
  const orders: string[][] = [];
  const order = async (ids: string[]) => {
    orders.push(ids);
    const refusal = refuse(ids);
    if (refusal) throw refusal;
    return ids.map((InstanceId) => ({
      InstanceId,
      PreviousState: { Name: "stopped" as const },
      CurrentState: { Name: "pending" as const },
    }));
  };
  const api: Pick<Ec2Api, "startInstances" | "stopInstances"> = {
    startInstances: async (_region, ids) => ({ $metadata: {}, StartingInstances: await order(ids) }),
    stopInstances: async (_region, ids) => ({ $metadata: {}, StoppingInstances: await order(ids) }),
  };
  const describe = async (refs: readonly InstanceRef[]) => ({
    found: refs.map(({ id }) => stopped(id)),
    missing: [],
    failed: [],
  });
  return { orders, control: powerControl(api as Ec2Api, { describe }) };
}

/** Even machines stand in the first zone, odd ones in the second. */
const zoneOf = (id: string) => zones[Number(id.slice(2)) % 2];

function stopped(id: string): InstanceSnapshot {
  const snapshot = { id, region, power: "stopped", instanceType: "m5.2xlarge", zone: zoneOf(id) };
  return snapshot as unknown as InstanceSnapshot;
}

const full = () => new CoreError("There is no room.", { code: "capacity" });

test("a full zone takes no machine, and the other zone takes all of its own", async () => {
  const { control, orders } = cloud((ids) =>
    ids.some((id) => zoneOf(id) === zones[0]) ? full() : undefined,
  );

  const outcomes = await control.start(machines(100));

  expect(outcomes).toHaveLength(100);
  for (const { ref, ...outcome } of outcomes) {
    const expected = zoneOf(ref.id) === zones[0] ? { ok: false, error: { code: "capacity" } } : { ok: true };
    expect(outcome).toMatchObject(expected);
  }
  // One for all, one for each zone, and log2(50) more until one machine alone finds no room.
  expect(orders.length).toBeLessThanOrEqual(1 + 2 + 6);
});

test("where there is room for some, those start", async () => {
  const { control } = cloud((ids) => (ids.length > 7 ? full() : undefined));

  const outcomes = await control.start(machines(100));

  expect(outcomes.filter(({ ok }) => ok)).toHaveLength(100);
});

test("one machine that is refused for a reason nobody can see costs no other its command", async () => {
  const refused = () => new CoreError("No.", { code: "conflict" });
  const { control, orders } = cloud((ids) => (ids.includes("i-37") ? refused() : undefined));

  const outcomes = await control.start(machines(100));

  expect(outcomes.filter(({ ok }) => !ok).map(({ ref }) => ref.id)).toEqual(["i-37"]);
  expect(orders.length).toBeLessThanOrEqual(1 + 2 * 7);
});

test("a refusal of the caller is not tried again in parts", async () => {
  const { control, orders } = cloud(() => new CoreError("Not allowed.", { code: "forbidden" }));

  const outcomes = await control.start(machines(3));

  expect(outcomes.map((outcome) => !outcome.ok && outcome.error.code)).toEqual(Array(3).fill("forbidden"));
  expect(orders).toHaveLength(1);
});
