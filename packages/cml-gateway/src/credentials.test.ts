import { inspect } from "node:util";
import { CoreError, type CredentialSource } from "@cml-fleet/core";
import { startCmlSimulator } from "@cml-fleet/simulator";
import { expect, test } from "vitest";
import { createCmlGateway } from "./index.ts";
import { gatewayTo, targetOf } from "./test/scene.ts";

const LOGIN = "POST /authenticate";

test("keeps what is public when the password is wrong, and tries it once a visit", async () => {
  await using cml = await startCmlSimulator();
  await using gateway = gatewayTo({ username: "admin", password: "wrong" });
  const report = await gateway.collect(targetOf(cml));
  expect(report).toMatchObject({ version: cml.version, ready: true, stats: null, labCount: null });
  expect(report.failures.map(({ code }) => code)).toEqual(["credentials_refused"]);
  expect(cml.requests.count(LOGIN)).toBe(1);
  await gateway.collect(targetOf(cml));
  expect(cml.requests.count(LOGIN)).toBe(2);
});

test("tries a wrong password once a visit even when the reads lose their session one by one", async () => {
  await using cml = await startCmlSimulator();
  await using gateway = gatewayTo({ username: "admin", password: "admin" });
  await gateway.collect(targetOf(cml));
  cml.setPassword("changed");
  cml.revokeTokens();
  for (const [operation, ms] of [
    ["GET /system_stats", 30],
    ["GET /licensing", 60],
  ] as const) {
    cml.faults.add({ operation, fault: { kind: "latency", ms } });
  }
  const { failures } = await gateway.collect(targetOf(cml));
  expect(failures.map(({ code }) => code)).toEqual(["credentials_refused"]);
  expect(cml.requests.count(LOGIN)).toBe(2);
});

test("asks for the credentials once per login, and picks up a changed password", async () => {
  await using cml = await startCmlSimulator();
  const asked: string[] = [];
  const credentials: CredentialSource = {
    async credentialsFor({ workerId }) {
      asked.push(workerId);
      return { username: cml.username, password: cml.password };
    },
  };
  await using gateway = createCmlGateway({ credentials });
  for (const _ of [1, 2, 3]) await gateway.collect(targetOf(cml));
  expect(asked).toEqual(["w1"]);
  cml.setPassword("changed");
  cml.revokeTokens();
  expect((await gateway.collect(targetOf(cml))).failures).toEqual([]);
  expect(asked).toEqual(["w1", "w1"]);
  expect(cml.requests.count(LOGIN)).toBe(2);
});

test("reports that there are no credentials, in the words of their source, and sends no login", async () => {
  await using cml = await startCmlSimulator();
  const credentialsFor = () =>
    Promise.reject(new CoreError("There is no login for lab-1.", { code: "not_found" }));
  await using gateway = createCmlGateway({ credentials: { credentialsFor } });
  const report = await gateway.collect(targetOf(cml));
  expect(report.version).toBe(cml.version);
  expect(report.failures).toEqual([
    {
      code: "credentials_refused",
      message: "No login was sent to CML of lab-1: There is no login for lab-1.",
    },
  ]);
  await expect(gateway.labs(targetOf(cml))).rejects.toMatchObject({ code: "not_found" });
  expect(cml.requests.count(LOGIN)).toBe(0);
});

test("reports a source of credentials that breaks, instead of breaking with it", async () => {
  await using cml = await startCmlSimulator();
  const credentialsFor = () => Promise.reject(new TypeError("no vault"));
  await using gateway = createCmlGateway({ credentials: { credentialsFor } });
  expect((await gateway.collect(targetOf(cml))).failures).toEqual([
    { code: "bad_answer", message: "CML of lab-1 could not be asked: no vault" },
  ]);
});

test("puts no secret into a report or an error when the controller echoes the login", async () => {
  const password = "hunter2 & co";
  await using cml = await startCmlSimulator({ password });
  await using gateway = gatewayTo(cml);
  for (const status of [400, 403, 500]) {
    const body = { code: status, description: `user admin, ${password}` };
    cml.faults.add({ operation: LOGIN, fault: { kind: "status", status, body } });
    const report = await gateway.collect(targetOf(cml));
    expect(report.failures).toHaveLength(1);
    const error = await gateway.labs(targetOf(cml)).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ isCoreError: true });
    expect(`${JSON.stringify(report)} ${inspect(error, { depth: 20 })}`).not.toContain("hunter2");
    cml.faults.clear();
  }
});
