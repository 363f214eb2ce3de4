import { expect, test } from "vitest";
import { client, visit } from "../../test/cml-requests.ts";

const ada = { username: "ada", password: "engine", groups: ["Class"] };
const grace = { username: "grace", password: "compiler" };
const scene = { users: [ada, grace], labs: [{ title: "Shared", nodes: ["alpine"] }] };
const nobody = "90f84e38-a71c-4d57-8d90-00fa8a197385";

test("makes groups of both forms of a body, and tells both forms of what they share", async () => {
  await using cml = await visit(scene);
  const [lab = ""] = cml.cml.labIds();
  const member = (await cml.get("/users/grace/id")).body;
  const now = await cml.send("POST", "/groups", {
    name: "New form",
    description: "d",
    members: [member],
    associations: [{ id: lab, permissions: ["lab_view"] }],
  });
  expect(now).toMatchObject({ status: 201, body: { members: [member], description: "d" } });
  expect(now.body.labs).toEqual([{ id: lab, permission: "read_only" }]);
  const old = await cml.send("POST", "/groups", {
    name: "Old form",
    labs: [{ id: lab, permission: "read_write" }],
  });
  expect(old.body.associations).toEqual([{ id: lab, permissions: ["lab_view", "lab_exec", "lab_edit"] }]);
  expect((await cml.get(`/groups/${old.body.id}/labs`)).body).toEqual([lab]);
  expect((await cml.get("/groups")).body).toHaveLength(3);
  const both = { name: "Both", labs: [], associations: [] };
  expect((await cml.send("POST", "/groups", both)).status).toBe(400);
});

test("changes and removes a group, which its members and the labs then know nothing of", async () => {
  await using cml = await visit(scene);
  const id = (await cml.get("/groups/Class/id")).body;
  const [ada_, grace_] = [(await cml.get("/users/ada/id")).body, (await cml.get("/users/grace/id")).body];
  expect((await cml.get(`/groups/${id}/members`)).body).toEqual([ada_]);
  const [lab = ""] = cml.cml.labIds();
  const changes = { name: "Course", members: [grace_], labs: [{ id: lab, permission: "read_only" }] };
  expect((await cml.send("PATCH", `/groups/${id}`, changes)).body).toMatchObject({
    name: "Course",
    members: [grace_],
  });
  expect((await cml.send("PATCH", `/groups/${id}`, { associations: [] })).body.labs).toEqual([]);
  expect((await cml.get(`/users/${grace_}/groups`)).body).toEqual([id]);
  expect((await cml.send("DELETE", `/groups/${id}`)).status).toBe(204);
  expect((await cml.get(`/users/${grace_}/groups`)).body).toEqual([]);
  expect(await cml.get(`/groups/${id}`)).toMatchObject({
    status: 404,
    body: { description: `Group does not exist: ${id}.` },
  });
  expect(await cml.send("PATCH", `/groups/${id}`, {})).toMatchObject({ status: 404 });
  expect(await cml.send("DELETE", `/groups/${id}`)).toMatchObject({ status: 404 });
  expect(await cml.get(`/groups/${id}/members`)).toMatchObject({ status: 404 });
  expect(await cml.get(`/groups/${id}/labs`)).toMatchObject({ status: 404 });
  expect(await cml.get("/groups/Course/id")).toMatchObject({
    status: 404,
    body: { description: "Group does not exist: Course." },
  });
});

test("lets members do what their group may do with a lab, and no longer when they leave it", async () => {
  await using cml = await visit(scene);
  const [lab = ""] = cml.cml.labIds();
  const group = (await cml.get("/groups/Class/id")).body;
  const http = client(cml.cml);
  const who = { username: "ada", password: "engine" };
  const token = (await http.send("POST", "/authenticate", undefined, who)).body;
  const start = async () => (await http.send("PUT", `/labs/${lab}/start`, token)).status;
  expect(await start()).toBe(403);
  await cml.send("PATCH", `/groups/${group}`, { associations: [{ id: lab, permissions: ["lab_exec"] }] });
  expect(await start()).toBe(204);
  expect((await http.send("PATCH", `/labs/${lab}`, token, { title: "Hers" })).status).toBe(403);
  await cml.send("PATCH", `/groups/${group}`, { members: [] });
  expect(await start()).toBe(403);
});

test("puts a user into groups and out of them", async () => {
  await using cml = await visit(scene);
  const group = (await cml.get("/groups/Class/id")).body;
  const user = (await cml.get("/users/grace/id")).body;
  await cml.send("PATCH", `/users/${user}`, { groups: [group] });
  expect((await cml.get(`/groups/${group}`)).body.members).toContain(user);
  await cml.send("PATCH", `/users/${user}`, { groups: [] });
  expect((await cml.get(`/groups/${group}`)).body.members).not.toContain(user);
});

test("refuses names that are taken, members and labs that are not there, and who may not", async () => {
  await using cml = await visit(scene);
  const id = (await cml.get("/groups/Class/id")).body;
  for (const wrong of [
    { name: "Class" },
    { name: "" },
    { name: "A", members: [nobody] },
    { name: "A", associations: [{ id: nobody, permissions: ["lab_view"] }] },
    { name: "A", labs: [{ id: nobody, permission: "read_only" }] },
  ])
    expect((await cml.send("POST", "/groups", wrong)).status).toBe(400);
  const http = client(cml.cml);
  const logIn = async (who: object) => (await http.send("POST", "/authenticate", undefined, who)).body;
  const outsider = await logIn({ username: "grace", password: "compiler" });
  const member = await logIn({ username: "ada", password: "engine" });
  for (const path of [`/groups/${id}`, `/groups/${id}/members`, `/groups/${id}/labs`]) {
    expect((await http.get(path, outsider)).status).toBe(403);
    expect((await http.get(path, member)).status).toBe(200);
  }
  expect((await http.send("POST", "/groups", member, { name: "Mine" })).status).toBe(403);
  expect((await http.send("PATCH", `/groups/${id}`, member, { name: "Mine" })).status).toBe(403);
  expect((await http.send("DELETE", `/groups/${id}`, member)).status).toBe(403);
});
