import type { z } from "zod";
import {
  anyText,
  list,
  members,
  must,
  number,
  oneOf,
  optional,
  passedMs,
  text,
  waitedMs,
  whole,
  yesOrNo,
} from "../options/rules.ts";
import { referenceNodeDefinitions } from "./definitions/reference-definitions.ts";
import { identityRule } from "./identity-rule.ts";
import { seedLabRule } from "./labs/seed-lab-rules.ts";
import type { NodeTimes } from "./labs/timeline.ts";
import type { LicenceOptions } from "./licence.ts";
import { liveClients } from "./live/left-out.ts";
import type { CmlSimulatorOptions, Hardware } from "./options.ts";
import { aServedVersion, isServedVersion } from "./releases/version.ts";
import { namesTwice, seedUserRule, username } from "./user-rules.ts";

export const listeningRules = { host: text("an address to listen on", 1, 255), port: whole(0, 65_535) };

const control = members(optional({ port: whole(0, 65_535) }));
const clock = must(
  '"manual", or a function that tells the milliseconds since 1970',
  (value) => value === "manual" || typeof value === "function",
);
const nodeTimes = members(
  optional({
    queueMs: passedMs,
    startingMs: passedMs,
    stopMs: passedMs,
    wipeMs: passedMs,
  } satisfies Record<keyof NodeTimes, z.ZodType>),
);
const licence = members(
  optional({
    registered: yesOrNo,
    registrationMs: passedMs,
    tokens: list(anyText),
    reachesCisco: yesOrNo,
    expansionNodes: whole(0, 1_000_000),
  } satisfies Record<keyof LicenceOptions, z.ZodType>),
);
const bytes = whole(1, Number.MAX_SAFE_INTEGER);
const hardware = members({
  cpus: whole(1, 10_000),
  memoryBytes: bytes,
  diskBytes: bytes,
} satisfies Record<keyof Hardware, z.ZodType>);
const version = must(aServedVersion, isServedVersion);
const definitions = new Map(referenceNodeDefinitions.map(({ id }) => [id, id]));

/** What the options of a controller have to be. */
export const cmlOptionsRule = members(
  optional({
    ...listeningRules,
    https: yesOrNo,
    identity: identityRule,
    version,
    username,
    password: anyText,
    users: list(seedUserRule),
    seed: whole(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
    clock,
    control,
    labs: list(seedLabRule(definitions)),
    loginDelayMs: waitedMs,
    bootMs: passedMs,
    tokenLifetimeS: number("a number of seconds", 0, 36_525 * 86_400),
    nodeBootMs: passedMs,
    nodeTimes,
    licence,
    liveStatsMs: number("a number of milliseconds", 1, 2 ** 31 - 1),
    liveFor: oneOf(...liveClients),
    hardware,
  } satisfies Record<keyof CmlSimulatorOptions, z.ZodType>),
).superRefine((given, context) => {
  namesTwice(given as CmlSimulatorOptions, (position, message) =>
    context.addIssue({ code: "custom", path: ["users", position, "username"], message }),
  );
});
