import type { MetricDataResult } from "@aws-sdk/client-cloudwatch";
import {
  type CallOptions,
  type Clock,
  CoreError,
  type InstanceSnapshot,
  type Logger,
  type MetricSample,
  type MetricsReader,
  silentLogger,
  systemClock,
} from "@cml-fleet/core";
import { batches, byRegion, inParallel } from "./batches.ts";
import { abortedError } from "./call.ts";
import { type CloudWatchClients, metricDataGetter } from "./cloudwatch-api.ts";
import { estimateMetrics } from "./metric-cost.ts";
import {
  type AgentDimensions,
  METRICS_PER_INSTANCE,
  metricDataInput,
  newestSamples,
  QUERIES_PER_CALL,
} from "./metric-queries.ts";
import { pages } from "./pages.ts";

/** What {@link cloudWatchMetrics} needs. */
export interface CloudWatchMetricsOptions {
  /** The CloudWatch client of a region: `awsClients().cloudwatch`, or your own. */
  readonly clients: CloudWatchClients;
  /** The dimensions the CloudWatch agent publishes memory under. @defaultValue "instanceId" */
  readonly agentDimensions?: AgentDimensions;
  /** The namespace the CloudWatch agent publishes to. @defaultValue "CWAgent", the agent's own default */
  readonly agentNamespace?: string;
  /** @defaultValue the system's clock */
  readonly clock?: Clock;
  /** Hears of regions that could not be read. @defaultValue silent */
  readonly logger?: Logger;
}

const INSTANCES_PER_CALL = QUERIES_PER_CALL / METRICS_PER_INSTANCE;

const PARALLEL_BATCHES = 8;

/**
 * CPU and memory of machines on EC2, as CloudWatch measured them: one call for every 250 running machines of a region.
 * Memory needs the CloudWatch agent on the machine.
 *
 * Every value asked for costs money (`estimate()`); a controller's own API tells its CPU and memory for nothing.
 */
export function cloudWatchMetrics(options: CloudWatchMetricsOptions): MetricsReader {
  const { clients, clock = systemClock, logger = silentLogger } = options;
  const { agentDimensions: dimensions = "instanceId", agentNamespace: namespace = "CWAgent" } = options;
  const getMetricData = metricDataGetter(clients);

  async function readBatch(region: string, batch: readonly InstanceSnapshot[], callOptions: CallOptions) {
    const input = metricDataInput(batch, { namespace, dimensions }, clock.now());
    const results: MetricDataResult[] = [];
    for await (const page of pages((next) => getMetricData(region, { ...input, ...next }, callOptions))) {
      results.push(...(page.MetricDataResults ?? []));
    }
    return newestSamples(batch, results);
  }

  return {
    async read(instances, callOptions = {}) {
      const running = instances.filter(({ power }) => power === "running");
      const asked = [...byRegion(running)].flatMap(([region, machines]) =>
        batches([...machines.values()], INSTANCES_PER_CALL).map((batch) => ({ region, batch })),
      );
      const failures: CoreError[] = [];
      const answers = await inParallel(asked, PARALLEL_BATCHES, async ({ region, batch }) => {
        try {
          return await readBatch(region, batch, callOptions);
        } catch (error) {
          if (!CoreError.is(error)) throw error;
          failures.push(error);
          if (error.code !== "aborted") {
            logger.warn("Metrics could not be read.", {
              region,
              instances: batch.length,
              reason: error.message,
            });
          }
          return new Map<string, readonly MetricSample[]>();
        }
      });
      if (callOptions.signal?.aborted) {
        throw abortedError({ operation: "GetMetricData", region: "all regions" }, callOptions.signal.reason);
      }
      const [failure] = failures;
      if (failure && failures.length === asked.length) throw failure;
      const idle = instances.filter(({ power }) => power !== "running").map(notRunning);
      return new Map([...idle, ...answers.flatMap((answer) => [...answer])]);
    },

    estimate: estimateMetrics,
  };
}

function notRunning({ id }: InstanceSnapshot): [string, readonly MetricSample[]] {
  return [
    id,
    [
      { metric: "cpu", absent: "not-running" },
      { metric: "memory", absent: "not-running" },
    ],
  ];
}
