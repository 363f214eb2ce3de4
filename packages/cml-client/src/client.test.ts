import { expect, test } from "vitest";
import { CmlError, createCmlClient } from "./index.ts";
import { plainClient } from "./test/clients.ts";
import { json, loopback } from "./test/loopback.ts";

test("logs in when the first call needs it, and reads the answer", async () => {
  await using server = await loopback(({ url, headers }, response) => {
    if (url === "/api/v0/authenticate") return json(response, "aaa.bbb.ccc");
    return json(response, ["l1"], headers.authorization === "Bearer aaa.bbb.ccc" ? 200 : 401);
  });
  await using cml = plainClient(server, { auth: { username: "u", password: async () => "p" } });
  expect(server.connections).toBe(0);
  expect(await cml.labs.list({ all: true })).toEqual(["l1"]);
  expect(JSON.parse(server.received[0]?.body ?? "")).toEqual({ username: "u", password: "p" });
});

test("recognises its errors across copies of the package", () => {
  const foreign = { isCmlError: true, code: "timeout" };
  expect(CmlError.is(foreign)).toBe(true);
  expect(CmlError.is(foreign, "timeout")).toBe(true);
  expect(CmlError.is(foreign, "closed")).toBe(false);
  for (const other of [undefined, null, "timeout", new Error("timeout")])
    expect(CmlError.is(other)).toBe(false);
});

test.each(["/api/v0", "/api/v0/"])("asks once for what the address has already: %s", async (end) => {
  await using server = await loopback((_request, response) => json(response, []));
  await using cml = createCmlClient({
    baseUrl: `${server.url}${end}`,
    allowHttp: true,
    auth: { token: "a.b.c" },
  });
  await cml.labs.list();
  expect(server.received[0]?.url).toMatch(/^\/api\/v0\/labs/);
});
