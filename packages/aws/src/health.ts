import type { DescribeInstanceStatusCommandInput, InstanceStatus } from "@aws-sdk/client-ec2";
import {
  type CallOptions,
  type CheckStatus,
  type Clock,
  type HealthChecks,
  type InstanceReader,
  timestamp,
} from "@cml-fleet/core";
import type { Ec2Api } from "./ec2-api.ts";
import { pages } from "./pages.ts";

const notWell = ["impaired", "insufficient-data", "initializing"];
const checkStatuses: ReadonlySet<string> = new Set<CheckStatus>([
  "ok",
  "initializing",
  "impaired",
  "insufficient-data",
  "not-applicable",
]);

/** Asks only for the running instances that are not well: two questions, since filters are combined with "and". */
export function healthReader(api: Ec2Api, clock: Clock): Pick<InstanceReader, "health"> {
  async function statuses(region: string, filter: string, options: CallOptions): Promise<InstanceStatus[]> {
    const input: DescribeInstanceStatusCommandInput = {
      Filters: [{ Name: filter, Values: notWell }],
      MaxResults: 1_000,
    };
    const found: InstanceStatus[] = [];
    for await (const page of pages((next) =>
      api.describeInstanceStatus(region, { ...input, ...next }, options),
    )) {
      found.push(...(page.InstanceStatuses ?? []));
    }
    return found;
  }

  return {
    async health(region, options = {}) {
      const asOf = timestamp(clock);
      const answers = await Promise.all([
        statuses(region, "instance-status.status", options),
        statuses(region, "system-status.status", options),
      ]);
      const notOk = new Map<string, HealthChecks>();
      for (const { InstanceId, InstanceStatus, SystemStatus } of answers.flat()) {
        const checks = {
          instance: toCheckStatus(InstanceStatus?.Status),
          system: toCheckStatus(SystemStatus?.Status),
        };
        // Taken as answered: not every endpoint heeds these filters.
        if (InstanceId && (checks.instance !== "ok" || checks.system !== "ok")) notOk.set(InstanceId, checks);
      }
      return { region, notOk, asOf };
    },
  };
}

function toCheckStatus(status: string | undefined): CheckStatus {
  return status !== undefined && checkStatuses.has(status) ? (status as CheckStatus) : "unknown";
}
