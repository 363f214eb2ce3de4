import { z } from "zod";

// The query protocol has only texts, so what a text says is taken for it in every protocol.

const numberIn = (value: unknown): unknown =>
  typeof value === "string" && value.trim() !== "" ? Number(value) : value;

/** A number. */
export const wireNumber = z.preprocess(numberIn, z.number());

/** A whole number from one bound to the other. */
export const wireWhole = (least: number, most: number) =>
  z.preprocess(numberIn, z.int().min(least).max(most));

/** Seconds over which samples are put together. */
export const wirePeriod = z.preprocess(
  numberIn,
  z
    .int()
    .positive()
    .multipleOf(
      60,
      "A period is a multiple of 60 seconds; shorter ones, which metrics of high resolution have, are not simulated.",
    ),
);

/** True or false. */
export const wireFlag = z.preprocess(
  (value) => (value === "true" || value === "false" ? value === "true" : value),
  z.boolean(),
);

/** A moment, in milliseconds: a date of CBOR, seconds in JSON, ISO 8601 in the query protocol. */
export const wireTime = z.preprocess((value) => {
  if (value instanceof Date) return value.getTime();
  if (typeof value === "number") return Math.round(value * 1_000);
  if (typeof value !== "string") return value;
  const seconds = Number(value);
  return Number.isNaN(seconds) ? Date.parse(value) : Math.round(seconds * 1_000);
}, z.number());

/** One dimension of a metric. */
const wireDimension = z.object({ Name: z.string().min(1).max(255), Value: z.string().min(1).max(1_024) });

/** The dimensions of a metric, by name. */
export const wireDimensions = z
  .array(wireDimension)
  .max(30)
  .default([])
  .transform((list, context) => {
    const dimensions = new Map(list.map(({ Name, Value }) => [Name, Value]));
    if (dimensions.size < list.length) {
      context.addIssue({ code: "custom", message: "No dimension may be named twice." });
    }
    return dimensions;
  });

const sizes = ["Bytes", "Kilobytes", "Megabytes", "Gigabytes", "Terabytes"];
const bits = ["Bits", "Kilobits", "Megabits", "Gigabits", "Terabits"];
const amounts = [...sizes, ...bits, "Count"];

/** The unit of a metric. */
export const wireUnit = z.enum([
  "Seconds",
  "Microseconds",
  "Milliseconds",
  ...amounts,
  "Percent",
  ...amounts.map((amount) => `${amount}/Second`),
  "None",
]);
