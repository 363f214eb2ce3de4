import { afterEach, expect, test, vi } from "vitest";
import { type CmlAuth, type CmlClientOptions, createCmlClient } from "../index.ts";
import { failureOf, plainClient } from "../test/clients.ts";
import { json, loopback } from "../test/loopback.ts";

afterEach(() => {
  vi.useRealTimers();
});

const forgotten = undefined as unknown as string;

test.each<[what: string, auth: object, named: string]>([
  ["a password that is not set", { username: "u", password: forgotten }, "auth.password"],
  ["an empty password", { username: "u", password: "" }, "auth.password"],
  ["a user name that is not set", { username: forgotten, password: "p" }, "auth.username"],
  ["a misspelt name", { username: "u", passwrod: "p" }, "auth.password"],
  ["a token that is no text", { token: 5 }, "auth.token"],
  ["nothing at all", {}, "auth.username"],
])("refuses %s when the client is made, and names it", (_what, auth, named) => {
  const options = { baseUrl: "https://127.0.0.1", auth } as unknown as CmlClientOptions;
  expect(() => createCmlClient(options)).toThrow(
    expect.objectContaining({ code: "invalid_request", message: expect.stringContaining(named) }),
  );
});

const functions: readonly [string, (secret: () => Promise<string>) => CmlAuth][] = [
  ["username", (secret) => ({ username: secret, password: "p" })],
  ["password", (secret) => ({ username: "u", password: secret })],
  ["token", (secret) => ({ token: secret })],
];

test.each(functions)("sends nothing when the function for the %s gives no text", async (name, authWith) => {
  await using server = await loopback((_request, response) => json(response, "a.b.c"));
  for (const value of [forgotten, "", 7 as unknown as string]) {
    await using cml = plainClient(server, { auth: authWith(async () => value) });
    const { code, message } = await failureOf(cml.labs.list());
    expect(code).toBe("invalid_request");
    expect(message).toContain(`auth.${name}`);
    expect(message).not.toContain("7");
  }
  expect(server.received).toEqual([]);
});

test.each(functions)("tells what the function for the %s fails with", async (name, authWith) => {
  await using server = await loopback((_request, response) => json(response, "a.b.c"));
  const cause = new Error("the vault is sealed");
  const secret = () => {
    throw cause;
  };
  await using cml = plainClient(server, { auth: authWith(secret) });
  const failure = await failureOf(cml.labs.list());
  expect(failure).toMatchObject({ code: "unauthorized", cause });
  expect(failure.message).toContain(`auth.${name}`);
  expect(failure.message).toContain("the vault is sealed");
});

test.each(functions)("gives up a function for the %s that never answers", async (name, authWith) => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  await using server = await loopback((_request, response) => json(response, "a.b.c"));
  await using cml = plainClient(server, { auth: authWith(() => new Promise(() => {})) });
  const failing = failureOf(cml.labs.list());
  await vi.advanceTimersByTimeAsync(60_000);
  const { code, message } = await failing;
  expect(code).toBe("unauthorized");
  expect(message).toContain(`auth.${name}`);
});

test("keeps no timer when the client is closed while a function is asked", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  await using server = await loopback((_request, response) => json(response, "a.b.c"));
  const cml = plainClient(server, {
    auth: { username: "u", password: () => new Promise<string>(() => {}) },
  });
  const failing = failureOf(cml.labs.list());
  await Promise.resolve();
  await cml.close();
  expect((await failing).code).toBe("closed");
  expect(vi.getTimerCount()).toBe(0);
});

test.each(functions)("asks nobody for the %s once the client is closed", async (_name, authWith) => {
  let asked = 0;
  const secret = async () => {
    asked += 1;
    throw new Error("the vault is closed too");
  };
  const cml = plainClient({ url: "http://127.0.0.1:1" }, { auth: authWith(secret) });
  const call = failureOf(cml.labs.list());
  await cml.close();
  expect((await call).code).toBe("closed");
  expect(asked).toBe(0);
});
