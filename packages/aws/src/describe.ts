import type { DescribeInstancesCommandInput, Instance } from "@aws-sdk/client-ec2";
import {
  type CallOptions,
  type Clock,
  CoreError,
  type DescribeResult,
  type DiscoverQuery,
  type InstanceReader,
  type InstanceRef,
  type InstanceSnapshot,
} from "@cml-fleet/core";
import { batches, byRegion, inParallel } from "./batches.ts";
import { abortedError } from "./call.ts";
import type { Ec2Api } from "./ec2-api.ts";
import { toSnapshot } from "./instance-mapping.ts";
import { pages } from "./pages.ts";

/**
 * Instances asked for in one call. EC2 allows 1,000 by id, but an answer that long blocks the event loop for a quarter
 * of a second while it is parsed; and 200 is the most a filter takes, so that the second question needs one call too.
 */
const IDS_PER_CALL = 200;

/** Batches under way at a time, over all regions. */
const PARALLEL_BATCHES = 8;

const PAGE_SIZE = 1_000;

/** The reading of instances by id and by query. */
export function instanceDescriber(api: Ec2Api, clock: Clock): Pick<InstanceReader, "describe" | "discover"> {
  async function* snapshots(
    region: string,
    input: DescribeInstancesCommandInput,
    options: CallOptions,
  ): AsyncGenerator<InstanceSnapshot> {
    for await (const page of pages((next) => api.describeInstances(region, { ...input, ...next }, options))) {
      const observedAt = clock.now();
      const instances = (page.Reservations ?? []).flatMap(({ Instances }): Instance[] => Instances ?? []);
      // All at once: what a caller does with one of them must not keep the whole answer alive.
      yield* instances.map((instance) => toSnapshot(instance, region, observedAt));
    }
  }

  async function describeBatch(
    region: string,
    ids: string[],
    options: CallOptions,
  ): Promise<InstanceSnapshot[]> {
    try {
      return await Array.fromAsync(snapshots(region, { InstanceIds: ids }, options));
    } catch (error) {
      if (!CoreError.is(error, "not_found")) throw error;
      // One unknown id fails the whole call. A filter just does not match it.
      return Array.fromAsync(snapshots(region, instanceFilter("instance-id", ids), options));
    }
  }

  return {
    async describe(refs, options = {}) {
      const asked = [...byRegion(refs)].flatMap(([region, machines]) =>
        batches([...machines.values()], IDS_PER_CALL).map((batch) => ({ region, batch })),
      );
      const answers = await inParallel(asked, PARALLEL_BATCHES, async ({ region, batch }) => {
        try {
          const ids = batch.map(({ id }) => id);
          return sorted(batch, await describeBatch(region, ids, options));
        } catch (error) {
          if (!CoreError.is(error)) throw error;
          return { found: [], missing: [], failed: [{ refs: batch, error }] };
        }
      });
      if (options.signal?.aborted) {
        throw abortedError({ operation: "DescribeInstances", region: "all regions" }, options.signal.reason);
      }
      return {
        found: answers.flatMap(({ found }) => found),
        missing: answers.flatMap(({ missing }) => missing),
        failed: answers.flatMap(({ failed }) => failed),
      };
    },

    async *discover(query, options = {}) {
      for (const input of discoverInputs(query)) yield* snapshots(query.region, input, options);
    },
  };
}

function sorted(batch: readonly InstanceRef[], found: readonly InstanceSnapshot[]): DescribeResult {
  const known = new Set(found.map(({ id }) => id));
  return { found, missing: batch.filter(({ id }) => !known.has(id)), failed: [] };
}

function instanceFilter(name: string, values: string[]): DescribeInstancesCommandInput {
  return { Filters: [{ Name: name, Values: values }], MaxResults: PAGE_SIZE };
}

function discoverInputs({ imageIds, tags = {} }: DiscoverQuery): DescribeInstancesCommandInput[] {
  const byTag = Object.entries(tags).map(([key, value]) => ({
    Name: `tag:${key}`,
    Values: [literally(value)],
  }));
  if (imageIds === undefined) return [{ ...(byTag.length > 0 && { Filters: byTag }), MaxResults: PAGE_SIZE }];
  return batches([...new Set(imageIds)], IDS_PER_CALL).map((ids) => ({
    Filters: [{ Name: "image-id", Values: ids }, ...byTag],
    MaxResults: PAGE_SIZE,
  }));
}

/** In a filter `*` and `?` are wildcards unless a backslash stands before them. */
function literally(value: string): string {
  return value.replace(/[\\*?]/g, "\\$&");
}
