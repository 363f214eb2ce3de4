import { expect, test } from "vitest";
import { jobsFrom } from "./fleet-settings.ts";
import { readSettings } from "./read-settings.ts";

test.each([
  [{}, { maxEvents: 100_000, maxAgeMs: 604_800_000 }],
  [
    { EVENT_LOG_MAX_EVENTS: "5000", EVENT_LOG_MAX_AGE: "3600" },
    { maxEvents: 5_000, maxAgeMs: 3_600_000 },
  ],
])("keeps as much of the event log as %o says", (environment, retention) => {
  expect(jobsFrom(readSettings(environment).variables).eventRetention).toEqual(retention);
});
