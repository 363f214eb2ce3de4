import { expect, test } from "vitest";
import { client } from "../../test/cml-requests.ts";
import { labVisit } from "../../test/lab-visit.ts";
import { newLab } from "../labs/lab.ts";
import { type Memberships, permissionsOn } from "../labs/permissions.ts";

const nobody = "00000000-0000-4000-8000-000000000000";

async function withAda() {
  const cml = await labVisit({ users: [{ username: "ada", password: "engine" }] });
  const http = client(cml.cml);
  const login = { username: "ada", password: "engine" };
  const token: string = (await http.send("POST", "/authenticate", undefined, login)).body;
  const users: { id: string; username: string }[] = (await cml.get("/users")).body;
  const ada = users.find(({ username }) => username === "ada")?.id ?? "";
  return { ...cml, http, token, ada, [Symbol.asyncDispose]: () => cml[Symbol.asyncDispose]() };
}

test("shares a lab with a user as far as it is said, and no longer than that", async () => {
  await using cml = await withAda();
  const { lab, ada, http, token, get, send } = cml;
  const share = (...permissions: string[]) =>
    send("PATCH", `${lab}/associations`, { users: [{ id: ada, permissions }] });
  expect((await http.get(lab, token)).status).toBe(403);
  expect((await share("lab_exec")).body).toEqual({
    groups: [],
    users: [{ id: ada, permissions: ["lab_view", "lab_exec"] }],
  });
  expect((await http.get(lab, token)).body.effective_permissions).toEqual(["lab_view", "lab_exec"]);
  expect((await http.send("PUT", `${lab}/start`, token)).status).toBe(204);
  expect((await http.send("PATCH", lab, token, { title: "Mine" })).status).toBe(403);
  await share("lab_edit");
  expect((await http.send("PATCH", lab, token, { title: "Mine" })).status).toBe(200);
  const itself = { associations: { users: [{ id: ada, permissions: ["lab_admin"] }] } };
  expect((await http.send("PATCH", lab, token, itself)).status).toBe(403);
  expect((await http.send("PATCH", lab, token, { owner: ada })).status).toBe(403);
  await send("PATCH", `${lab}/associations`, { groups: [] });
  expect((await get(`${lab}/associations`)).body.users).toHaveLength(1);
  await share();
  expect((await http.get(lab, token)).status).toBe(403);
});

test("shares a lab from the beginning", async () => {
  await using cml = await withAda();
  const { ada, http, token, send } = cml;
  const associations = { users: [{ id: ada, permissions: ["lab_view"] }] };
  const { id } = (await send("POST", "/labs", { title: "Ours", associations })).body;
  expect((await http.get("/labs?show_all=true", token)).body).toEqual([id]);
});

test("shares with nobody who is not there, and refuses permissions that are none", async () => {
  await using cml = await withAda();
  const { lab, ada, get, send } = cml;
  const share = (body: object) => send("PATCH", `${lab}/associations`, body);
  expect(await share({ users: [{ id: nobody, permissions: [] }] })).toMatchObject({
    status: 404,
    body: { description: `User does not exist: ${nobody}.` },
  });
  expect((await share({ groups: [{ id: nobody, permissions: ["lab_view"] }] })).body.description).toBe(
    `Group does not exist: ${nobody}.`,
  );
  expect((await share({ users: [{ id: ada, permissions: ["LAB_VIEW"] }] })).status).toBe(400);
  expect((await get(`${lab}/groups`)).body).toEqual([]);
  expect((await send("PUT", `${lab}/groups`, [])).body).toEqual([]);
  const group = { id: nobody, permission: "read_only" };
  expect((await send("PUT", `${lab}/groups`, [group])).status).toBe(404);
});

test("lets the members of a group do with a lab what the group may", () => {
  const lab = newLab({ id: "l", title: "L", ownerId: "owner", createdMs: 0 });
  const groups: Memberships = new Map([["g", { members: new Set(["ada"]) }]]);
  const may = (id: string) => permissionsOn(lab, { ...someone, id }, groups);
  const someone = { username: "x", admin: false } as Parameters<typeof permissionsOn>[1];
  lab.groups.set("g", "lab_exec");
  expect([may("ada"), may("bob")]).toEqual([["lab_view", "lab_exec"], []]);
  lab.sharedWith.set("ada", "lab_edit");
  expect(may("ada")).toEqual(["lab_view", "lab_exec", "lab_edit"]);
  lab.sharedWith.set("ada", "lab_view");
  expect(may("ada")).toEqual(["lab_view", "lab_exec"]);
});
