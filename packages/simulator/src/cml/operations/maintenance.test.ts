import { expect, test } from "vitest";
import { client, visit } from "../../test/cml-requests.ts";

const ada = { username: "ada", password: "engine" };
const nobody = "90f84e38-a71c-4d57-8d90-00fa8a197385";

test("lets nobody in but administrators during maintenance, and tells why before a log-in", async () => {
  await using cml = await visit({ users: [ada] });
  const http = client(cml.cml);
  const token = (await http.send("POST", "/authenticate", undefined, ada)).body;
  const notice = (await cml.send("POST", "/system/notices", { level: "WARNING", label: "Update at noon" }))
    .body;
  expect((await http.get("/labs", token)).status).toBe(200);
  const on = { maintenance_mode: true, notice: notice.id };
  expect((await http.send("PATCH", "/system/maintenance_mode", token, on)).status).toBe(403);
  expect((await cml.send("PATCH", "/system/maintenance_mode", on)).body).toEqual({
    maintenance_mode: true,
    notice: notice.id,
    resolved_notice: notice,
  });
  expect((await http.get("/labs", token)).status).toBe(403);
  expect((await http.send("POST", "/authenticate", undefined, ada)).status).toBe(403);
  expect((await cml.get("/labs")).status).toBe(200);
  expect(await http.send("DELETE", "/logout", token)).toEqual({ status: 200, body: true });
  expect((await http.get("/labs", token)).status).toBe(401);
  expect((await http.get("/system/maintenance_mode")).body.resolved_notice.label).toBe("Update at noon");
  expect((await http.get("/system_information")).status).toBe(200);

  await cml.send("PATCH", "/system/maintenance_mode", { maintenance_mode: false });
  const again = (await http.send("POST", "/authenticate", undefined, ada)).body;
  expect((await http.get("/labs", again)).status).toBe(200);
  await cml.send("DELETE", `/system/notices/${notice.id}`);
  expect((await http.get("/system/maintenance_mode")).body).toEqual({
    maintenance_mode: false,
    notice: null,
    resolved_notice: null,
  });
  const noted = (await cml.get("/telemetry/events")).body;
  expect(
    noted.filter(({ category }: { category: string }) => category === "maintenance_state_change"),
  ).toMatchObject([{ data: { maintenance_mode: true } }, { data: { maintenance_mode: false } }]);
});

test("refuses a notice that is not there, and words of another kind", async () => {
  await using cml = await visit();
  const change = async (body: object) => (await cml.send("PATCH", "/system/maintenance_mode", body)).status;
  expect(await change({ notice: nobody })).toBe(404);
  expect(await change({ maintenance_mode: "yes" })).toBe(400);
});
