import { startCmlSimulator } from "@cml-fleet/simulator";
import { expect, test } from "vitest";
import { clientOf, failureOf } from "../test/clients.ts";

test("leaves the others alone when one caller aborts while all wait for a login", async () => {
  await using cml = await startCmlSimulator({ loginDelayMs: 100 });
  await using client = clientOf(cml);
  const leaving = new AbortController();
  const left = failureOf(client.labs.list({ signal: leaving.signal }));
  const others = [client.labs.list(), client.labs.list()];
  leaving.abort(new Error("no longer needed"));
  expect(await left).toMatchObject({ code: "aborted", cause: { message: "no longer needed" } });
  for (const list of await Promise.all(others)) expect(list).toHaveLength(2);
  expect(cml.requests.count("POST /authenticate")).toBe(1);
});

test("keeps the login for the next caller when everybody who waited for it is gone", async () => {
  await using cml = await startCmlSimulator({ loginDelayMs: 50 });
  const loggedIn = Promise.withResolvers<void>();
  await using client = clientOf(cml, { hooks: { onLogin: () => loggedIn.resolve() } });
  const leaving = new AbortController();
  const left = failureOf(client.labs.list({ signal: leaving.signal }));
  leaving.abort();
  await left;
  await loggedIn.promise;
  await client.labs.list();
  expect(cml.requests.count("POST /authenticate")).toBe(1);
});

test("asks for the password at each login, and so picks up a change", async () => {
  await using cml = await startCmlSimulator();
  await using client = clientOf(cml);
  await client.labs.list();
  cml.setPassword("a new one");
  cml.revokeTokens();
  expect(await client.labs.list()).toHaveLength(2);
});
