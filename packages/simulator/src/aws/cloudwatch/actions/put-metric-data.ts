import { z } from "zod";
import { AwsApiError } from "../../aws-error.ts";
import type { Measured } from "../../model/published-metrics.ts";
import type { CloudWatchAction } from "../cloudwatch-action.ts";
import { readInput } from "../read-input.ts";
import { wireDimensions, wireNumber, wireTime, wireUnit } from "../wire-types.ts";

const datumLimit = 1_000;
const valueLimit = 150;
const hourMs = 3_600_000;
/** How far from now a sample may be. */
const pastMs = 14 * 24 * hourMs;
const futureMs = 2 * hourMs;

const datumSchema = z
  .object({
    MetricName: z.string().min(1).max(255),
    Dimensions: wireDimensions,
    Timestamp: wireTime.optional(),
    Unit: wireUnit.default("None"),
    Value: wireNumber.optional(),
    Values: z.array(wireNumber).max(valueLimit).optional(),
    Counts: z.array(wireNumber).max(valueLimit).optional(),
  })
  .refine(
    ({ Value, Values }) => (Value === undefined) !== (Values === undefined),
    "Only data with either a Value or Values are simulated.",
  )
  .refine(
    ({ Values = [], Counts }) => Counts === undefined || Counts.length === Values.length,
    "There must be as many Counts as Values.",
  );

type Datum = z.output<typeof datumSchema>;

const inputSchema = z.object({
  Namespace: z.string().min(1).max(255),
  MetricData: z.array(datumSchema).min(1).max(datumLimit),
});

/** PutMetricData: metrics of a team's own, under any name but AWS's. */
export const putMetricData: CloudWatchAction = ({ world, region, input: body }) => {
  const { Namespace, MetricData } = readInput(inputSchema, body);
  if (Namespace.startsWith("AWS/")) {
    throw new AwsApiError("InvalidParameterValue", "The value AWS/ for parameter Namespace is invalid.");
  }
  const nowMs = world.clock();
  const samples = MetricData.map(({ MetricName, Dimensions, Timestamp: atMs = nowMs, Unit, ...datum }) => {
    if (atMs < nowMs - pastMs || atMs > nowMs + futureMs) {
      throw new AwsApiError(
        "InvalidParameterValue",
        `The parameter Timestamp of ${MetricName} must be within two weeks before and two hours after now.`,
      );
    }
    const name = { namespace: Namespace, name: MetricName, dimensions: Dimensions };
    return { name, sample: { atMs, unit: Unit, measured: measuredIn(datum) } };
  });
  for (const { name, sample } of samples) region.published.add(name, sample);
  return undefined;
};

/** Values that were never measured say nothing. */
function measuredIn({
  Value,
  Values = [],
  Counts,
}: Pick<Datum, "Value" | "Values" | "Counts">): readonly Measured[] {
  if (Value !== undefined) return [{ value: Value, count: 1 }];
  return Values.map((value, index) => ({ value, count: Counts?.[index] ?? 1 })).filter(
    ({ count }) => count > 0,
  );
}
