import { expect, test } from "vitest";
import { visit } from "../../test/cml-requests.ts";

test("makes a lab with what is given, and with a title if there is none", async () => {
  await using cml = await visit({ labs: [] });
  const { status, body } = await cml.send("POST", "/labs", { title: "New", notes: "soon" });
  expect([status, body]).toMatchObject([
    200,
    { lab_title: "New", lab_notes: "soon", state: "DEFINED_ON_CORE" },
  ]);
  // The clock of the controller stands at noon of a Monday.
  expect((await cml.send("POST", "/labs")).body.lab_title).toBe("Lab at Mon 12:00 PM");
  expect((await cml.get("/labs")).body).toHaveLength(2);
  expect((await cml.get(`/labs/${body.id}/check_if_converged`)).body).toBe(true);
});

test("changes what is given, and nothing else", async () => {
  await using cml = await visit({ labs: [] });
  const { id } = (await cml.send("POST", "/labs", { title: "New", description: "a" })).body;
  cml.clock.advance(60_000);
  const { body } = await cml.send("PATCH", `/labs/${id}`, { title: "Newer" });
  expect(body).toMatchObject({ lab_title: "Newer", lab_description: "a" });
  expect(Date.parse(body.modified) - Date.parse(body.created)).toBe(60_000);
});

test.each([{ title: "x".repeat(65) }, { name: "x" }, { owner: "nobody" }])("refuses %j", async (settings) => {
  await using cml = await visit({ labs: [] });
  expect((await cml.send("POST", "/labs", settings)).status).toBe(400);
});
