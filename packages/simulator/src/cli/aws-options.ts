import { isInstanceType } from "../aws/model/instance-types.ts";
import type { AwsSimulatorOptions, SeedInstance } from "../aws/options.ts";
import { controllerOptions, millisecondsOf, present } from "./controller-options.ts";
import { choiceOf, type Given, listOf, numberOf, textOf } from "./flags.ts";
import { UsageError } from "./usage-error.ts";

const account = { fits: /^\d{12}$/, such: "accounts of 12 digits" };
const region = { fits: /^[a-z]{2}(-[a-z]+)+-\d$/, such: "names such as us-east-1" };

/** What the flags of `cml-sim aws` say. @throws UsageError */
export async function awsOptions(given: Given, packageFolder: URL): Promise<AwsSimulatorOptions> {
  const regions = listOf(given, "regions", region) ?? ["us-east-1", "eu-west-1"];
  const capacity = numberOf(given, "capacity", 0, 1_000_000);
  const options = {
    instances: instancesFrom(given, regions),
    regions,
    ...accountsFrom(given),
    port: numberOf(given, "port", 0, 65_535),
    seed: numberOf(given, "seed", 0, 2 ** 31),
    limits: choiceOf(given, "limits", ["published", "none"] as const),
    capacity: capacity === undefined ? undefined : [{ instances: capacity }],
    latencyMs: millisecondsOf(given, "latency-ms"),
    delays: delaysFrom(given),
    controllers: present({
      enabled: !given["no-controllers"],
      bootMs: millisecondsOf(given, "boot-ms"),
      defaults: await controllerOptions(given, packageFolder),
    }),
  };
  return present(options);
}

function instancesFrom(given: Given, regions: readonly string[]): readonly SeedInstance[] {
  const count = numberOf(given, "instances", 0, 10_000) ?? 0;
  const type = textOf(given, "type");
  if (type !== undefined && !isInstanceType(type))
    throw new UsageError(`--type takes the name of an instance type, such as m5zn.metal, not "${type}".`);
  const state = choiceOf(given, "state", ["running", "stopped"] as const);
  const digits = String(count).length;
  return Array.from({ length: count }, (_, index) => ({
    region: regions[index % regions.length]!,
    name: `cml-${String(index + 1).padStart(digits, "0")}`,
    ...present({ type, state }),
  }));
}

function accountsFrom(given: Given): Pick<AwsSimulatorOptions, "account" | "otherAccounts"> {
  const home = textOf(given, "account");
  if (home !== undefined && !account.fits.test(home))
    throw new UsageError(`--account takes the 12 digits of one account, not "${home}".`);
  const otherAccounts = listOf(given, "other-accounts", account);
  if (otherAccounts?.includes(home ?? "123456789012"))
    throw new UsageError(
      `--other-accounts names ${home ?? "123456789012"}, which is the first account already.`,
    );
  return present({ account: home, otherAccounts });
}

function delaysFrom(given: Given): NonNullable<AwsSimulatorOptions["delays"]> {
  return present({
    startMs: millisecondsOf(given, "start-ms"),
    stopMs: millisecondsOf(given, "stop-ms"),
    terminateMs: millisecondsOf(given, "terminate-ms"),
    statusChecksMs: millisecondsOf(given, "status-checks-ms"),
    vanishMs: millisecondsOf(given, "vanish-ms"),
    monitoringMs: millisecondsOf(given, "monitoring-ms"),
    consistencyMs: millisecondsOf(given, "consistency-ms"),
  });
}
