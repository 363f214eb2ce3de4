import { expect, test } from "vitest";
import { visit } from "../../test/cml-requests.ts";

const statusOf = async ({ get }: Awaited<ReturnType<typeof visit>>) => {
  const { registration, authorization } = (await get("/licensing")).body;
  return [registration.status, authorization.status];
};
const register = ({ send }: Awaited<ReturnType<typeof visit>>, body: object = { token: "right" }) =>
  send("POST", "/licensing/registration", body);

test("registers over time, and says so in its health", async () => {
  await using cml = await visit({ licence: { registered: false, registrationMs: 5_000 } });
  const isLicensed = async () => (await cml.get("/system_health")).body.is_licensed;
  expect(await statusOf(cml)).toEqual(["NOT_REGISTERED", "NOT_AUTHORIZED"]);
  expect((await register(cml)).status).toBe(204);
  expect(await statusOf(cml)).toEqual(["IN_PROGRESS", "NOT_AUTHORIZED"]);
  expect([(await register(cml)).status, await isLicensed()]).toEqual([409, false]);
  cml.clock.advance(5_000);
  expect(await statusOf(cml)).toEqual(["COMPLETED", "IN_COMPLIANCE"]);
  expect(await isLicensed()).toBe(true);
});

test("registers again only when it is told to, and is authorized meanwhile", async () => {
  await using cml = await visit();
  expect((await register(cml)).status).toBe(409);
  expect((await register(cml, { token: "right", reregister: true })).status).toBe(204);
  expect(await statusOf(cml)).toEqual(["IN_PROGRESS", "IN_COMPLIANCE"]);
  for (const token of ["", "of two words"]) expect((await register(cml, { token })).status).toBe(400);
});

test("fails with a token that Cisco does not take, and tries another one", async () => {
  await using cml = await visit({ licence: { registered: false, tokens: ["right"] } });
  await register(cml, { token: "wrong" });
  cml.clock.advance(20_000);
  expect(await statusOf(cml)).toEqual(["FAILED", "NOT_AUTHORIZED"]);
  expect((await register(cml)).status).toBe(204);
});

test.each([
  [true, 204],
  [false, 202],
])("deregisters; Cisco reached: %s, answer: %i", async (reachesCisco, status) => {
  await using cml = await visit({ licence: { reachesCisco } });
  const deregister = () => cml.send("DELETE", "/licensing/deregistration");
  expect(await deregister()).toEqual({ status, body: undefined });
  expect(await statusOf(cml)).toEqual(["NOT_REGISTERED", "NOT_AUTHORIZED"]);
  expect(await deregister()).toEqual({ status: 400, body: undefined });
});
