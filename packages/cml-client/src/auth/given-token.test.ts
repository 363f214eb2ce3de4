import { startCmlSimulator } from "@cml-fleet/simulator";
import { expect, onTestFinished, test, vi } from "vitest";
import { createCmlClient } from "../index.ts";
import { clientOf, failureOf, plainClient } from "../test/clients.ts";
import { json, loopback } from "../test/loopback.ts";
import { fakeJwt } from "../test/tokens.ts";

test("sends a fixed token as it is, and gives up when it is refused", async () => {
  await using cml = await startCmlSimulator();
  await using client = clientOf(cml, { auth: { token: "a.fixed.token" } });
  expect(await failureOf(client.labs.list())).toMatchObject({ code: "unauthorized", status: 401 });
  expect(cml.requests.count()).toBe(1);
});

test("asks a function for another token when one is refused, and replays once", async () => {
  await using server = await loopback(({ headers }, response) =>
    headers.authorization === "Bearer good.one" ? json(response, []) : json(response, null, 401),
  );
  const tokens = ["bad.one", "good.one"];
  await using client = plainClient(server, { auth: { token: async () => tokens.shift() ?? "none.left" } });
  expect(await client.labs.list()).toEqual([]);
  expect(await client.labs.list()).toEqual([]);
  expect(server.received).toHaveLength(3);
});

test("keeps a function's token until its own exp, and then asks again", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.parse("2026-05-20T12:00:00Z") });
  onTestFinished(() => void vi.useRealTimers());
  await using server = await loopback((_request, response) => json(response, []));
  let asked = 0;
  const token = () => fakeJwt({ exp: Date.now() / 1_000 + 3_600, asked: ++asked });
  await using client = plainClient(server, { auth: { token } });
  for (const _ of [1, 2, 3]) await client.labs.list();
  expect(asked).toBe(1);
  vi.setSystemTime(Date.now() + 3_600_000);
  for (const _ of [1, 2, 3]) await client.labs.list();
  expect(asked).toBe(2);
});

test("leaves it to the controller when a function's token has ended by this machine's clock", async () => {
  const nowS = Math.floor(Date.now() / 1_000);
  let asked = 0;
  let good = 1;
  const token = () => fakeJwt({ iat: nowS - 7_200, exp: nowS - 3_600, asked: ++asked });
  const isGood = (header = "") =>
    header === `Bearer ${fakeJwt({ iat: nowS - 7_200, exp: nowS - 3_600, asked: good })}`;
  await using server = await loopback(({ headers }, response) =>
    isGood(headers.authorization) ? json(response, []) : json(response, null, 401),
  );
  await using client = plainClient(server, { auth: { token } });
  for (let call = 0; call < 10; call++) await client.labs.list();
  expect(asked).toBe(1);
  good = 2;
  for (let call = 0; call < 10; call++) await client.labs.list();
  expect(asked).toBe(2);
});

test.each(["", "two words", "line.break\n", "übel"])(
  "refuses a token that fits into no header: %j",
  async (bad) => {
    const options = { baseUrl: "https://127.0.0.1", auth: { token: bad } };
    expect(() => createCmlClient(options)).toThrow(expect.objectContaining({ code: "invalid_request" }));
    await using server = await loopback((_request, response) => json(response, []));
    await using client = plainClient(server, { auth: { token: () => bad } });
    const { code, message } = await failureOf(client.labs.list());
    expect(code).toBe("invalid_request");
    if (bad !== "") expect(message).not.toContain(bad);
    expect(server.received).toEqual([]);
  },
);

test("says that an operation needs a login when the client has none, and sends nothing", async () => {
  await using cml = await startCmlSimulator();
  await using client = createCmlClient({
    baseUrl: cml.url,
    tls: { trust: "pinned", fingerprint256: cml.fingerprint256 },
  });
  expect(await failureOf(client.labs.list())).toMatchObject({ code: "unauthorized", operation: "GET /labs" });
  expect(cml.requests.count()).toBe(0);
  expect((await client.system.information()).ready).toBe(true);
});
