import { describe, expect, test } from "vitest";
import { isLoopback } from "./loopback.ts";
import { readSettings } from "./read-settings.ts";

const aws = { CML_FLEET_MODE: "aws", CML_WORKER_API_PASSWORD: "s3cret" };

describe("readSettings", () => {
  test("needs nothing at all for the demo", () => {
    const { variables, warnings } = readSettings({ PATH: "/bin", HOME: "/root" });
    expect(variables).toMatchObject({
      CML_FLEET_MODE: "demo",
      APP_HOST: "127.0.0.1",
      APP_PORT: 8080,
      DATA_DIR: "data/demo",
    });
    expect(warnings).toEqual([]);
  });

  test("keeps the demo's data and AWS's apart, unless told where", () => {
    expect(readSettings(aws).variables.DATA_DIR).toBe("data/aws");
    expect(readSettings({ ...aws, DATA_DIR: "elsewhere" }).variables.DATA_DIR).toBe("elsewhere");
  });

  test("takes an empty variable for an absent one", () => {
    expect(readSettings({ APP_PORT: "", AUTO_IMPORT_WORKERS_REGION: "" }).variables.APP_PORT).toBe(8080);
  });

  test("reads lists, switches and numbers", () => {
    const { variables } = readSettings({
      ...aws,
      AUTO_IMPORT_WORKERS_ENABLED: "True",
      AUTO_IMPORT_WORKERS_REGION: "us-east-1, eu-west-1",
      AUTO_IMPORT_WORKERS_AMI_NAME: "cml-*",
      AUTO_IMPORT_WORKERS_AMI_OWNERS: "self,123456789012",
      WORKER_METRICS_POLL_INTERVAL: "60",
      CML_WORKER_ENDPOINT_TAGS: "no",
    });
    expect(variables).toMatchObject({
      AUTO_IMPORT_WORKERS_ENABLED: true,
      AUTO_IMPORT_WORKERS_REGION: ["us-east-1", "eu-west-1"],
      AUTO_IMPORT_WORKERS_AMI_OWNERS: ["self", "123456789012"],
      WORKER_METRICS_POLL_INTERVAL: 60,
      CML_WORKER_ENDPOINT_TAGS: false,
    });
  });

  test.each([
    ["APP_PORT", { APP_PORT: "70000" }],
    ["APP_PORT", { APP_PORT: "http" }],
    ["APP_HOST", { APP_HOST: "0.0.0.0" }],
    ["APP_HOST", { APP_HOST: "fleet.example.com" }],
    ["CML_FLEET_MODE", { CML_FLEET_MODE: "production" }],
    ["CML_WORKER_API_PASSWORD", { CML_FLEET_MODE: "aws" }],
    ["CML_WORKER_API_PASSWORD", { CML_FLEET_MODE: "aws", CML_WORKER_API_PASSWORD: "change-me" }],
    ["CML_WORKER_API_CA_FILE", { ...aws, CML_WORKER_API_TLS: "ca" }],
    ["CML_WORKER_API_TLS", { CML_WORKER_API_TLS: "none" }],
    ["CML_WORKER_URL", { CML_WORKER_URL: "http://{public_ip}" }],
    ["AUTO_IMPORT_WORKERS_AMI_NAME", { ...aws, AUTO_IMPORT_WORKERS_ENABLED: "true" }],
    ["AUTO_IMPORT_WORKERS_REGION", { AUTO_IMPORT_WORKERS_REGION: "virginia" }],
    ["AUTO_IMPORT_WORKERS_AMI_OWNERS", { AUTO_IMPORT_WORKERS_AMI_OWNERS: "anyone" }],
    ["WORKER_METRICS_POLL_INTERVAL", { WORKER_METRICS_POLL_INTERVAL: "0" }],
    ["EVENT_LOG_MAX_EVENTS", { EVENT_LOG_MAX_EVENTS: "10" }],
    ["EVENT_LOG_MAX_AGE", { EVENT_LOG_MAX_AGE: "0" }],
    ["CML_WORKER_URL", { CML_WORKER_URL: "https://{public_ip" }],
    ["CML_WORKER_URL", { CML_WORKER_URL: "https://{publicIp}" }],
    ["CML_WORKER_URL", { CML_WORKER_URL: "https://{public_ip}:70000" }],
    ["CML_WORKER_URL", { CML_WORKER_URL: "https://admin:s3cret@{public_ip}" }],
    ["SCHEDULER", { SCHEDULER: "cron" }],
  ])("refuses a bad %s by its name: %o", (name, environment) => {
    expect(() => readSettings(environment)).toThrow(new RegExp(`^  ${name}`, "m"));
  });

  test.each([
    ["WORKER_METRICS_POLL_INTERVAL", 1],
    ["WORKER_REFRESH_MIN_INTERVAL", 1],
    ["WORKER_REFRESH_CHECK_UPCOMING_JOB_THRESHOLD", 1],
    ["AUTO_IMPORT_WORKERS_INTERVAL", 10],
  ])("takes %s from %d seconds to a day, and says so of anything else", (name, least) => {
    for (const value of ["0", "-5", "0.001", String(least - 0.1), "86401", "Infinity", "often"]) {
      const read = () => readSettings({ [name]: value });
      expect(read, value).toThrow(`  ${name}: give a number of seconds from ${least} to 86400`);
    }
    for (const value of [least, 86_400]) {
      expect(readSettings({ [name]: String(value) }).variables).toMatchObject({ [name]: value });
    }
  });

  test.each([
    ["APP_PORT", "give a port from 0 to 65535", ["abc", "-1", "80.5", "65536", "NaN"], [0, 65_535]],
    ["CML_WORKER_PORT", "give a port from 1 to 65535", ["abc", "0", "80.5", "65536"], [1, 65_535]],
    [
      "EVENT_LOG_MAX_EVENTS",
      "give a number of events from 1000 to 100000000",
      ["many", "999", "1000.5", "100000001", "Infinity"],
      [1_000, 100_000_000],
    ],
    [
      "EVENT_LOG_MAX_AGE",
      "give a number of seconds from 60 to 315360000",
      ["long", "59", "315360001", "Infinity"],
      [60, 315_360_000],
    ],
  ] as const)("says of %s: %s", (name, sentence, bad, good) => {
    for (const value of bad) {
      expect(() => readSettings({ [name]: value }), value).toThrow(`  ${name}: ${sentence}`);
    }
    for (const value of good) {
      expect(readSettings({ [name]: String(value) }).variables).toMatchObject({ [name]: value });
    }
  });

  test.each([
    "https://{public_ip}",
    "https://{private_ip}:8443",
    "https://{instance_id}.cml.example.com/api",
    "https://localhost:8443",
  ])("takes %s for where the controllers are", (CML_WORKER_URL) => {
    expect(readSettings({ CML_WORKER_URL }).variables).toMatchObject({ CML_WORKER_URL });
  });

  test("reports every mistake at once, and never a value", () => {
    let message = "";
    try {
      readSettings({ APP_PORT: "x", CML_FLEET_MODE: "y", CML_WORKER_API_PASSWORD: "<hunter2>" });
    } catch (error) {
      message = String(error);
    }
    for (const name of ["APP_PORT", "CML_FLEET_MODE", "CML_WORKER_API_PASSWORD"])
      expect(message).toContain(name);
    expect(message).not.toContain("hunter2");
  });

  test("warns of a name that is only nearly right", () => {
    const { warnings } = readSettings({
      AUTO_IMPORT_WORKER_REGION: "us-east-1",
      APP_HOSTS: "x",
      HOME: "/root",
    });
    expect(warnings).toEqual([
      "AUTO_IMPORT_WORKER_REGION is no setting of this service and has no effect.",
      "APP_HOSTS is no setting of this service and has no effect.",
    ]);
  });
});

test.each([
  ["127.0.0.1", true],
  ["127.9.9.9", true],
  ["::1", true],
  ["[::1]", true],
  ["localhost", true],
  ["0.0.0.0", false],
  ["::", false],
  ["10.0.0.1", false],
  ["localhost.example.com", false],
  ["127.0.0.1.example.com", false],
  ["", false],
])("takes %s for loopback: %s", (host, expected) => {
  expect(isLoopback(host)).toBe(expected);
});
