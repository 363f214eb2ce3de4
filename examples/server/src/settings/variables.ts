import { regionName } from "@cml-fleet/core";
import { z } from "zod";
import { workerUrlProblem } from "./worker-url.ts";

const flag = z.stringbool({ truthy: ["true", "1", "yes", "on"], falsy: ["false", "0", "no", "off"] });
/** Seconds; the shortest keeps a slip of the pen from asking AWS and the controllers without pause. */
function seconds(least: number, most = 86_400) {
  const range = `give a number of seconds from ${least} to ${most}`;
  return z.coerce.number(range).min(least, range).max(most, range);
}
function whole(what: string, least: number, most: number) {
  const range = `give ${what} from ${least} to ${most}`;
  return z.coerce.number(range).int(range).min(least, range).max(most, range);
}
const port = (least: number) => whole("a port", least, 65_535);

/**
 * Every environment variable of the service. Names that the predecessor had are its names; intervals are seconds, as
 * they were there.
 */
export const variables = {
  /** `demo` runs against simulated peers; `aws` against AWS, with the SDK's own credential chain and variables. */
  CML_FLEET_MODE: z.enum(["demo", "aws"]).default("demo"),
  APP_HOST: z.string().default("127.0.0.1"),
  /** 0 takes any free port. */
  APP_PORT: port(0).default(8080),
  /** Where the database, and the demo's certificates, are kept; a folder for each mode unless set. */
  DATA_DIR: z.string().min(1).optional(),
  STORE: z.enum(["sqlite", "memory"]).default("sqlite"),
  SCHEDULER: z.enum(["in-process"]).default("in-process"),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).optional(),

  /** Facts that are trimmed too soon might be published twice after a crash, so that there is a least number. */
  EVENT_LOG_MAX_EVENTS: whole("a number of events", 1_000, 100_000_000).default(100_000),
  EVENT_LOG_MAX_AGE: seconds(60, 315_360_000).default(604_800),

  WORKER_MONITORING_ENABLED: flag.default(true),
  WORKER_METRICS_POLL_INTERVAL: seconds(1).optional(),
  WORKER_REFRESH_MIN_INTERVAL: seconds(1).default(10),
  WORKER_REFRESH_CHECK_UPCOMING_JOB_THRESHOLD: seconds(1).default(10),
  /** Whether CloudWatch is asked as well: it costs money, and CML itself tells CPU and memory for nothing. */
  WORKER_CLOUDWATCH_ENABLED: flag.default(true),

  AUTO_IMPORT_WORKERS_ENABLED: flag.optional(),
  /** Regions, with commas between them. */
  AUTO_IMPORT_WORKERS_REGION: z
    .string()
    .transform((text) => text.split(",").map((region) => region.trim()))
    .pipe(z.array(regionName).min(1))
    .optional(),
  AUTO_IMPORT_WORKERS_AMI_NAME: z.string().min(1).optional(),
  /** Accounts whose images may match, with commas between them. */
  AUTO_IMPORT_WORKERS_AMI_OWNERS: z
    .string()
    .transform((text) => text.split(",").map((owner) => owner.trim()))
    .pipe(
      z
        .array(
          z.string().regex(/^(self|amazon|aws-marketplace|\d{12})$/, "not an account: 12 digits, or self"),
        )
        .min(1),
    )
    .optional(),
  AUTO_IMPORT_WORKERS_INTERVAL: seconds(10).optional(),

  CML_WORKER_API_USERNAME: z.string().min(1).max(32).default("admin"),
  CML_WORKER_API_PASSWORD: z.string().min(1).optional(),
  /** Which certificates of controllers are believed. */
  CML_WORKER_API_TLS: z.enum(["pin", "system", "ca", "dangerously-accept-any-certificate"]).default("pin"),
  /** PEM file of the authority, for `CML_WORKER_API_TLS=ca`. */
  CML_WORKER_API_CA_FILE: z.string().min(1).optional(),
  CML_WORKER_ADDRESS: z.enum(["public", "private"]).optional(),
  /** The predecessor's way to say `CML_WORKER_ADDRESS=private`. */
  USE_PRIVATE_IP_FOR_MONITORING: flag.optional(),
  CML_WORKER_PORT: port(1).optional(),
  /** A whole URL, with `{public_ip}`, `{private_ip}` and `{instance_id}` to be filled in. */
  CML_WORKER_URL: z
    .string()
    .superRefine((template, context) => {
      const message = workerUrlProblem(template);
      if (message !== undefined) context.addIssue({ code: "custom", message });
    })
    .optional(),
  /** Whether instance tags may say where a controller is. */
  CML_WORKER_ENDPOINT_TAGS: flag.default(true),
};

export const variablesSchema = z
  .object(variables)
  .transform(({ DATA_DIR, ...read }) => ({ ...read, DATA_DIR: DATA_DIR ?? `data/${read.CML_FLEET_MODE}` }));

/** The variables, read. */
export type Variables = z.output<typeof variablesSchema>;
