import type { z } from "zod";
import { cmlOptionsRule, listeningRules } from "../cml/option-rules.ts";
import { namesTwice } from "../cml/user-rules.ts";
import { list, members, must, optional, passedMs, waitedMs, whole, yesOrNo } from "../options/rules.ts";
import { capacityRule, limitsRule } from "./limit-rules.ts";
import type { AwsSimulatorOptions, ControllersOptions, Delays } from "./options.ts";
import { accountId, regionName, seedImageRule, seedInstanceRule, seedRoleRule } from "./seed-rules.ts";

const clock = must(
  "a function that tells the milliseconds since 1970, as a steerableClock() is",
  (value) => typeof value === "function",
);
const delays = members(
  optional({
    startMs: passedMs,
    stopMs: passedMs,
    terminateMs: passedMs,
    statusChecksMs: passedMs,
    vanishMs: passedMs,
    monitoringMs: passedMs,
    consistencyMs: passedMs,
    tagsMs: passedMs,
    readLagMs: passedMs,
    clientTokenMs: passedMs,
  } satisfies Record<keyof Delays, z.ZodType>),
);
const identities = must("an object with load and save", (value) => {
  const { load, save } = (value ?? {}) as Record<string, unknown>;
  return typeof load === "function" && typeof save === "function";
});
/** Also one of another realm, as a simulated browser has its own. */
const signal = must("an AbortSignal", (value) => {
  const { aborted, addEventListener } = (value ?? {}) as Record<string, unknown>;
  return typeof aborted === "boolean" && typeof addEventListener === "function";
});
const controllers = members(
  optional({
    enabled: yesOrNo,
    identities,
    bootMs: passedMs,
    defaults: cmlOptionsRule,
  } satisfies Record<keyof ControllersOptions, z.ZodType>),
);

/** What the options of an AWS have to be. The seeds of its controllers are made of its own, and have to stay exact. */
export const awsOptionsRule = members(
  optional({
    ...listeningRules,
    seed: whole(-(2 ** 32), 2 ** 32),
    clock,
    account: accountId,
    otherAccounts: list(accountId),
    acceptAnyKey: yesOrNo,
    roles: list(seedRoleRule),
    regions: list(regionName),
    images: list(seedImageRule),
    instances: list(seedInstanceRule),
    limits: limitsRule,
    instanceLimit: whole(0, 1_000_000),
    capacity: list(capacityRule),
    delays,
    controllers,
    latencyMs: waitedMs,
    signal,
  } satisfies Record<keyof AwsSimulatorOptions, z.ZodType>),
).superRefine((given, context) => {
  const { account = "123456789012", otherAccounts = [] } = given as AwsSimulatorOptions;
  const { regions = [], instances = [], controllers: { defaults } = {} } = given as AwsSimulatorOptions;
  const refuse = (path: PropertyKey[], message: string) =>
    context.addIssue({ code: "custom", path, message });
  otherAccounts.forEach((other, position) => {
    if (other === account || otherAccounts.indexOf(other) < position)
      refuse(["otherAccounts", position], "it is named twice");
  });
  regions.forEach((name, position) => {
    if (regions.indexOf(name) < position) refuse(["regions", position], "it is named twice");
  });
  // Each for itself they have been looked at: what is left are those that only meet.
  instances.forEach(({ controller }, position) => {
    if (!controller || !defaults || ("users" in controller && "username" in controller)) return;
    namesTwice({ ...defaults, ...controller }, (user, message) =>
      refuse(["instances", position, "controller", "users", user, "username"], message),
    );
  });
});
