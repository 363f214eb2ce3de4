import { type Clock, timestamp } from "../../kernel/time.ts";
import type {
  DescribeResult,
  DiscoverQuery,
  FailedRead,
  HealthChecks,
  InstanceReader,
  InstanceRef,
  InstanceSnapshot,
} from "../../ports/instances.ts";
import type { CloudFaults } from "./faults.ts";
import type { MachineModel } from "./machine.ts";

/** Every machine that exists, by {@link keyOf}. */
export type Machines = ReadonlyMap<string, MachineModel>;

export const keyOf = ({ region, id }: InstanceRef): string => `${region}/${id}`;

/** Each machine once, in the order given. */
export function distinct(refs: readonly InstanceRef[]): InstanceRef[] {
  return [...new Map(refs.map(({ region, id }) => [keyOf({ region, id }), { region, id }])).values()];
}

export function machineReader(machines: Machines, faults: CloudFaults, clock: Clock): InstanceReader {
  return {
    async describe(refs, options = {}) {
      faults.enter("describe", options);
      const found: InstanceSnapshot[] = [];
      const missing: InstanceRef[] = [];
      const failed: FailedRead[] = [];
      for (const [region, group] of Map.groupBy(distinct(refs), (ref) => ref.region)) {
        const error = faults.ofRegion("describe", region);
        if (error) failed.push({ refs: group, error });
        else for (const ref of group) place(ref, { found, missing, failed });
      }
      return { found, missing, failed };
    },
    async *discover(query, options = {}) {
      faults.enter("discover", options);
      const error = faults.ofRegion("discover", query.region);
      if (error) throw error;
      for (const machine of machines.values()) {
        const snapshot = machine.snapshot();
        if (matches(snapshot, query)) yield snapshot;
      }
    },
    async health(region, options = {}) {
      faults.enter("health", options);
      const error = faults.ofRegion("health", region);
      if (error) throw error;
      const running = [...machines.values()].filter(
        (machine) => machine.region === region && machine.snapshot().power === "running",
      );
      const notOk = new Map<string, HealthChecks>();
      for (const { id, checks } of running) {
        if (checks.instance !== "ok" || checks.system !== "ok") notOk.set(id, checks);
      }
      return { region, notOk, asOf: timestamp(clock) };
    },
  };

  function place(
    ref: InstanceRef,
    { found, missing, failed }: { [List in keyof DescribeResult]: DescribeResult[List][number][] },
  ): void {
    const machine = machines.get(keyOf(ref));
    const error = faults.ofItem("describe", ref.region, ref.id);
    if (error) failed.push({ refs: [ref], error });
    else if (machine) found.push(machine.snapshot());
    else missing.push(ref);
  }
}

function matches(snapshot: InstanceSnapshot, { region, imageIds, tags = {} }: DiscoverQuery): boolean {
  return (
    snapshot.region === region &&
    (imageIds?.includes(snapshot.imageId) ?? true) &&
    Object.entries(tags).every(([key, value]) => snapshot.tags?.[key] === value)
  );
}
