import { expect, test } from "vitest";
import { visit } from "../../test/cml-requests.ts";

async function reserving() {
  const cml = await visit({ licence: { registered: false }, labs: [] });
  const reservation = async (method: "POST" | "PUT" | "DELETE", step: string, body?: unknown) => {
    const answer = await cml.send(
      method,
      `/licensing/reservation/${step}`,
      body === undefined ? undefined : JSON.stringify(body),
    );
    return answer.status < 300 ? (answer.body ?? answer.status) : answer.status;
  };
  const read = async (code: string) => (await cml.get(`/licensing/reservation/${code}`)).body;
  return { ...cml, reservation, read, [Symbol.asyncDispose]: () => cml.cml.close() };
}

test("reserves a licence with codes, and gives it back", async () => {
  await using here = await reserving();
  const { reservation, read, get } = here;
  const licensing = async () => (await get("/licensing")).body;
  expect(await reservation("PUT", "mode", true)).toBe(204);
  expect((await licensing()).reservation_mode).toBe(true);
  const code = await reservation("POST", "request");
  expect(await reservation("POST", "request")).toBe(code);
  expect(await read("confirmation_code")).toBeNull();
  const confirmation = await reservation(
    "POST",
    "complete",
    `<authorizationCode>${code}</authorizationCode>`,
  );
  expect(await read("confirmation_code")).toBe(confirmation);
  expect((await licensing()).registration.status).toBe("COMPLETED");
  expect((await get("/system_health")).body.is_licensed).toBe(true);
  const returned = await reservation("DELETE", "release");
  expect([await read("return_code"), await read("confirmation_code")]).toEqual([returned, null]);
  expect((await licensing()).registration.status).toBe("NOT_REGISTERED");
  expect(await reservation("DELETE", "return_code")).toBe(204);
  expect(await reservation("DELETE", "return_code")).toBe(400);
  expect(await reservation("PUT", "mode", false)).toBe(204);
});

test("forgets the confirmation code once", async () => {
  await using here = await reserving();
  await here.reservation("PUT", "mode", true);
  await here.reservation("POST", "complete", await here.reservation("POST", "request"));
  expect(await here.reservation("DELETE", "confirmation_code")).toBe(204);
  expect(await here.reservation("DELETE", "confirmation_code")).toBe(400);
});

test("gives up a request, and proves that its authorization is not used", async () => {
  await using here = await reserving();
  const { reservation } = here;
  await reservation("PUT", "mode", true);
  const code = await reservation("POST", "request");
  expect(await reservation("POST", "discard", code)).toBe(409);
  expect(await reservation("DELETE", "cancel")).toBe(204);
  expect(await reservation("POST", "discard", code)).toMatch(/^CD-/);
  expect(await reservation("POST", "discard", "another")).toBe(400);
  expect(await reservation("POST", "request")).not.toBe(code);
});

test("refuses every step that it is not time for", async () => {
  await using here = await reserving();
  const { reservation } = here;
  const off = ["POST request", "DELETE cancel", "DELETE release"] as const;
  for (const step of off) {
    const [method, name = ""] = step.split(" ") as ["POST" | "DELETE", string];
    expect(await reservation(method, name), step).toBe(409);
  }
  expect(await reservation("POST", "complete", "CB-0123456789abcdef")).toBe(409);
  await reservation("PUT", "mode", true);
  expect(await reservation("PUT", "mode", true)).toBe(409);
  expect((await here.send("POST", "/licensing/registration", { token: "right" })).status).toBe(409);
  const code = await reservation("POST", "request");
  expect(await reservation("PUT", "mode", false)).toBe(409);
  expect(await reservation("POST", "complete", "nothing")).toBe(400);
  expect(await reservation("POST", "complete", "{}")).toBe(400);
  expect(await reservation("POST", "complete", "CB-0123456789abcdef")).toBe(409);
  await reservation("POST", "complete", code);
  expect(await reservation("POST", "request")).toBe(409);
  expect((await here.send("DELETE", "/licensing/deregistration")).status).toBe(409);
});

test("is not for who is registered", async () => {
  await using cml = await visit();
  expect((await cml.send("PUT", "/licensing/reservation/mode", "true")).status).toBe(409);
  expect((await cml.send("PUT", "/licensing/reservation/mode", '"on"')).status).toBe(400);
});
