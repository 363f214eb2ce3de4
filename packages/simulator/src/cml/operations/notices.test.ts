import { expect, test } from "vitest";
import { client, visit } from "../../test/cml-requests.ts";

const ada = { username: "ada", password: "engine", groups: ["Class"] };
const grace = { username: "grace", password: "compiler" };
const nobody = "90f84e38-a71c-4d57-8d90-00fa8a197385";

async function here() {
  const cml = await visit({ users: [ada, grace] });
  const http = client(cml.cml);
  const tokenOf = async ({ username, password }: typeof grace): Promise<string> =>
    (await http.send("POST", "/authenticate", undefined, { username, password })).body;
  const idOf = async (name: string): Promise<string> => (await cml.get(`/users/${name}/id`)).body;
  return { cml, http, tokenOf, idOf, [Symbol.asyncDispose]: () => cml[Symbol.asyncDispose]() };
}

test("shows a notice while it is enabled, to those it is for", async () => {
  await using scene = await here();
  const { cml, http, tokenOf, idOf } = scene;
  const group = (await cml.get("/groups/Class/id")).body;
  const given = { level: "INFO", label: "Exam", groups: [group] };
  const { body: notice } = await cml.send("POST", "/system/notices", given);
  const member = await idOf("ada");
  expect(notice).toMatchObject({
    content: "",
    enabled: false,
    activated: null,
    acknowledged: { [member]: false },
  });
  const path = `/system/notices/${notice.id}`;
  const [hers, others] = [await tokenOf(ada), await tokenOf(grace)];
  expect((await http.get("/system/notices", hers)).body).toEqual([]);
  const { body: shown } = await cml.send("PATCH", path, { enabled: true, content: "At ten." });
  expect(shown).toMatchObject({ enabled: true, activated: "2026-01-05T12:00:00+00:00", content: "At ten." });
  expect((await http.get("/system/notices", hers)).body).toEqual([shown]);
  expect((await http.get("/system/notices", others)).body).toEqual([]);
  expect((await http.get(path, others)).status).toBe(404);
  await cml.send("PATCH", path, { del_groups: [group] });
  expect((await http.get(path, others)).body.groups).toEqual([]);
  expect((await cml.send("PATCH", path, { add_groups: [group] })).body.groups).toEqual([group]);
  expect((await cml.send("DELETE", path)).status).toBe(204);
  expect(await cml.get(path)).toMatchObject({ status: 404 });
  const noted = (await cml.get("/telemetry/events")).body;
  expect(
    noted.filter(({ category }: { category: string }) => category === "notice_state_change"),
  ).toHaveLength(1);
});

test("lets people acknowledge a notice for themselves, and administrators for everybody", async () => {
  await using scene = await here();
  const { cml, http, tokenOf, idOf } = scene;
  const { body } = await cml.send("POST", "/system/notices", {
    level: "ERROR",
    label: "Disk",
    enabled: true,
  });
  const path = `/system/notices/${body.id}`;
  const [member, other] = [await idOf("ada"), await idOf("grace")];
  const token = await tokenOf(ada);
  const answer = await http.send("PATCH", path, token, { acknowledged: { [member]: true } });
  expect(answer.body.acknowledged).toMatchObject({ [member]: true, [other]: false });
  expect((await http.send("PATCH", path, token, { acknowledged: { [other]: true } })).status).toBe(403);
  expect((await http.send("PATCH", path, token, { label: "Mine" })).status).toBe(403);
  await cml.send("PATCH", path, { acknowledged: { [member]: false, [other]: true } });
  expect((await cml.get(path)).body.acknowledged).toMatchObject({ [member]: false, [other]: true });
});

test("refuses what is not in its words, groups and users that are not there, and who may not", async () => {
  await using scene = await here();
  const { cml, http, tokenOf } = scene;
  const send = async (body: object) => (await cml.send("POST", "/system/notices", body)).status;
  expect(await send({ level: "LOUD", label: "x" })).toBe(400);
  expect(await send({ level: "INFO" })).toBe(400);
  expect(await send({ level: "INFO", label: "x", groups: [nobody] })).toBe(400);
  const { id } = (await cml.send("POST", "/system/notices", { level: "INFO", label: "x" })).body;
  const change = async (body: object) => (await cml.send("PATCH", `/system/notices/${id}`, body)).status;
  expect(await change({ acknowledged: { [nobody]: true } })).toBe(400);
  expect(await change({ add_groups: [nobody] })).toBe(400);
  const token = await tokenOf(ada);
  expect((await http.send("DELETE", `/system/notices/${id}`, token)).status).toBe(403);
  expect((await http.send("POST", "/system/notices", token, { level: "INFO", label: "x" })).status).toBe(403);
  expect((await cml.send("DELETE", `/system/notices/${nobody}`)).status).toBe(404);
});
