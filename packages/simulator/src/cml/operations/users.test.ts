import { expect, test } from "vitest";
import { client, visit } from "../../test/cml-requests.ts";
import { listenLive } from "../../test/live-client.ts";

const ada = { username: "ada", password: "engine" };
const grace = { username: "grace", password: "compiler", admin: true, fullname: "Grace", groups: ["Class"] };
const nobody = "90f84e38-a71c-4d57-8d90-00fa8a197385";

async function here() {
  const cml = await visit({
    users: [ada, grace],
    labs: [{ title: "Hers", owner: "ada", nodes: ["alpine"] }],
  });
  const http = client(cml.cml);
  const logIn = async (who: object) =>
    (await http.send("POST", "/authenticate", undefined, { username: "", password: "", ...who })).body;
  const idOf = async (name: string): Promise<string> => (await cml.get(`/users/${name}/id`)).body;
  return { cml, http, logIn, idOf, [Symbol.asyncDispose]: () => cml[Symbol.asyncDispose]() };
}

test("has the users it was given, with their rights, names and groups", async () => {
  await using scene = await here();
  const { cml, idOf } = scene;
  const users = (await cml.get("/users")).body;
  expect(users.map(({ username }: { username: string }) => username)).toEqual(["admin", "ada", "grace"]);
  expect(users[2]).toMatchObject({ admin: true, fullname: "Grace", groups: [expect.any(String)] });
  expect((await cml.get(`/users/${await idOf("ada")}`)).body.labs).toEqual([cml.cml.labIds()[0]]);
  expect(await cml.get(`/users/${await idOf("grace")}/groups`)).toMatchObject({ body: users[2].groups });
  expect(await cml.get("/users/nobody/id")).toMatchObject({
    status: 404,
    body: { description: "User does not exist: nobody." },
  });
});

test("makes, changes and removes a user, who logs in meanwhile, and never tells a password", async () => {
  await using scene = await here();
  const { cml, http, logIn } = scene;
  const made = await cml.send("POST", "/users", {
    username: "alan",
    password: "enigma",
    email: "a@example.org",
  });
  expect(made).toMatchObject({ status: 201, body: { username: "alan", admin: false, opt_in: null } });
  const token = await logIn({ username: "alan", password: "enigma" });
  const path = `/users/${made.body.id}`;
  const changed = await cml.send("PATCH", path, { username: "turing", fullname: "Alan", description: "x" });
  expect(changed.body).toMatchObject({ username: "turing", fullname: "Alan", email: "a@example.org" });
  expect(JSON.stringify([made, changed, await cml.get("/users")])).not.toMatch(/enigma|password/);
  await using live = await listenLive(cml.cml, { token });
  expect((await cml.send("DELETE", path)).status).toBe(204);
  expect(await live.closed).toEqual([3000, "Unauthorized"]);
  expect((await http.get("/authok", token)).status).toBe(401);
  expect(await cml.get(path)).toMatchObject({ status: 404 });
  expect(await cml.send("DELETE", path)).toMatchObject({ status: 404 });
  expect(await cml.send("PATCH", path, {})).toMatchObject({ status: 404 });
  expect(await cml.get(`${path}/groups`)).toMatchObject({ status: 404 });
});

test("refuses names that are taken, and references to what is not there, and changes nothing then", async () => {
  await using scene = await here();
  const { cml, idOf } = scene;
  const path = `/users/${await idOf("ada")}`;
  expect((await cml.send("POST", "/users", { username: "ada", password: "x" })).status).toBe(400);
  for (const wrong of [
    { username: "grace" },
    { groups: [nobody] },
    { resource_pool: nobody },
    { associations: [{ id: nobody, permissions: ["lab_view"] }] },
    { pubkey: "ssh-ed25519 AAAA" },
    { shoe_size: 7 },
    { username: "a".repeat(33) },
  ])
    expect(await cml.send("PATCH", path, { fullname: "Other", ...wrong })).toMatchObject({ status: 400 });
  expect((await cml.get(path)).body).toMatchObject({ username: "ada", fullname: "" });
});

test("lets people change themselves, with their old password, but not their rights, and not others", async () => {
  await using scene = await here();
  const { http, logIn, idOf } = scene;
  const token = await logIn(ada);
  const change = async (name: string, body: object) =>
    (await http.send("PATCH", `/users/${await idOf(name)}`, token, body)).status;
  const password = { new_password: "difference", old_password: "wrong" };
  expect(await change("ada", { fullname: "Ada", tour_version: "2.9", opt_in: true })).toBe(200);
  expect(await change("ada", { password })).toBe(403);
  expect(await change("ada", { password: { ...password, old_password: "engine" } })).toBe(200);
  await logIn({ username: "ada", password: "difference" });
  expect(await change("ada", { admin: true })).toBe(403);
  expect(await change("grace", { fullname: "Mine" })).toBe(403);
  expect((await http.send("POST", "/users", token, { username: "x", password: "y" })).status).toBe(403);
  expect((await http.get(`/users/${await idOf("grace")}/groups`, token)).status).toBe(403);
  expect((await http.get(`/users/${await idOf("ada")}/groups`, token)).body).toEqual([]);
});

test("lets administrators set any password, but remove neither themselves nor the built-in one", async () => {
  await using scene = await here();
  const { cml, http, logIn, idOf } = scene;
  const token = await logIn(grace);
  const change = async (name: string, body: object) =>
    (await http.send("PATCH", `/users/${await idOf(name)}`, token, body)).status;
  expect(await change("ada", { password: { new_password: "new", old_password: "" } })).toBe(200);
  await logIn({ username: "ada", password: "new" });
  expect(await change("admin", { password: { new_password: "secret" } })).toBe(200);
  expect(cml.cml.password).toBe("secret");
  expect(await change("admin", { admin: false })).toBe(403);
  expect(await change("admin", { username: "root" })).toBe(200);
  expect(cml.cml.username).toBe("root");
  expect(await change("root", { username: "admin" })).toBe(200);
  const remove = async (name: string) =>
    (await http.send("DELETE", `/users/${await idOf(name)}`, token)).status;
  expect(await remove("grace")).toBe(403);
  expect(await remove("admin")).toBe(403);
  expect(await remove("ada")).toBe(204);
});

test("gives the labs of somebody who is removed to who did it, also while they run", async () => {
  await using scene = await here();
  const { cml, idOf } = scene;
  const [lab = ""] = cml.cml.labIds();
  await cml.send("PUT", `/labs/${lab}/start`);
  expect((await cml.send("DELETE", `/users/${await idOf("ada")}`)).status).toBe(204);
  expect((await cml.get(`/labs/${lab}`)).body).toMatchObject({ owner_username: "admin", state: "STARTED" });
});

test("shares labs with a user by associations", async () => {
  await using scene = await here();
  const { cml, http, logIn } = scene;
  const [lab = ""] = cml.cml.labIds();
  const associations = [{ id: lab, permissions: ["lab_exec", "lab_view"] }];
  const { body } = await cml.send("POST", "/users", { username: "alan", password: "enigma", associations });
  expect(body.associations).toEqual([{ id: lab, permissions: ["lab_view", "lab_exec"] }]);
  const token = await logIn({ username: "alan", password: "enigma" });
  expect((await http.get(`/labs/${lab}`, token)).body.effective_permissions).toEqual([
    "lab_view",
    "lab_exec",
  ]);
  await cml.send("PATCH", `/users/${body.id}`, { associations: [] });
  expect((await http.get(`/labs/${lab}`, token)).status).toBe(403);
});

test("takes note of users and groups that come, change and go", async () => {
  await using scene = await here();
  const { cml } = scene;
  const { id } = (await cml.send("POST", "/users", { username: "alan", password: "enigma" })).body;
  await cml.send("PATCH", `/users/${id}`, { fullname: "Alan" });
  await cml.send("DELETE", `/users/${id}`);
  const group = (await cml.send("POST", "/groups", { name: "New" })).body.id;
  const noted = (await cml.get("/telemetry/events")).body;
  const ofAccounts = noted.filter(({ category }: { category: string }) => category === "user_group");
  expect(ofAccounts.map(({ data }: { data: object }) => data)).toEqual([
    { user_id: id, action: "created" },
    { user_id: id, action: "modified" },
    { user_id: id, action: "deleted" },
    { group_id: group, action: "created" },
  ]);
});
