import { expect, test } from "vitest";
import { visit } from "../../test/cml-requests.ts";

const users = [
  { username: "ada", password: "engine" },
  { username: "grace", password: "compiler" },
];
const labs = [{ title: "Hers", owner: "ada", nodes: ["external_connector", "iosv", "alpine"] }];
const nobody = "90f84e38-a71c-4d57-8d90-00fa8a197385";
const members = [
  "id",
  "template",
  "label",
  "description",
  "licenses",
  "ram",
  "disk_space",
  "external_connectors",
  "cpus",
  "users",
  "user_pools",
];

test("makes a pool that users share, and tells ids or all of it", async () => {
  await using cml = await visit({ users });
  const ada = (await cml.get("/users/ada/id")).body;
  const given = { label: "Small", ram: 4096, cpus: 2, users: [ada] };
  const { body: pool } = await cml.send("POST", "/resource_pools", given);
  expect(pool).toMatchObject({ label: "Small", ram: 4096, licenses: null, users: [ada] });
  // The official client takes these as arguments: another one would be an error.
  expect(Object.keys(pool)).toEqual(members);
  expect((await cml.get("/resource_pools")).body).toEqual([pool.template, pool.id]);
  const template = { id: pool.template, template: null, ram: 4096, users: [], user_pools: [pool.id] };
  expect((await cml.get("/resource_pools?data=true")).body).toMatchObject([template, pool]);
  expect((await cml.get(`/users/${ada}`)).body.resource_pool).toBe(pool.id);
  const path = `/resource_pools/${pool.id}`;
  const changed = (await cml.send("PATCH", path, { label: "Large", ram: 1024 })).body;
  expect(changed).toMatchObject({ label: "Large", ram: 1024, cpus: 2 });
  // What a pool does not limit itself its template does.
  expect((await cml.send("PATCH", path, { ram: null })).body.ram).toBe(4096);
  expect((await cml.get(path)).body.label).toBe("Large");
  expect((await cml.send("DELETE", path)).status).toBe(204);
  expect((await cml.get(`/users/${ada}`)).body.resource_pool).toBeNull();
  expect(await cml.get(path)).toMatchObject({ status: 404 });
});

test("makes a pool for each user of a template, which gives them its limits", async () => {
  await using cml = await visit({ users });
  const ids = [(await cml.get("/users/ada/id")).body, (await cml.get("/users/grace/id")).body];
  const given = { label: "Class", licenses: 5, shared: false, users: ids };
  const [template, ...pools] = (await cml.send("POST", "/resource_pools", given)).body;
  expect(template).toMatchObject({ label: "Class", licenses: 5, users: [] });
  expect(template.user_pools).toEqual(pools.map(({ id }: { id: string }) => id));
  expect(pools).toMatchObject(
    ids.map((id) => ({ template: template.id, licenses: 5, users: [id], user_pools: [] })),
  );
  await cml.send("PATCH", `/resource_pools/${template.id}`, { licenses: 7 });
  expect((await cml.get(`/resource_pools/${pools[0].id}`)).body.licenses).toBe(7);
  expect(await cml.send("DELETE", `/resource_pools/${template.id}`)).toMatchObject({ status: 409 });
  for (const { id } of pools) await cml.send("DELETE", `/resource_pools/${id}`);
  expect((await cml.send("DELETE", `/resource_pools/${template.id}`)).status).toBe(204);
  const noted = (await cml.get("/telemetry/events")).body;
  expect(noted.filter(({ category }: { category: string }) => category === "resource_pool")).toHaveLength(7);
});

test("makes a template alone, and later a pool of it with limits of its own", async () => {
  await using cml = await visit({ users });
  const { id } = (await cml.send("POST", "/resource_pools", { label: "T", template: null, ram: 100 })).body;
  const own = { label: "P", template: id, ram: 50 };
  expect((await cml.send("POST", "/resource_pools", own)).body).toMatchObject({ template: id, ram: 50 });
});

test("tells what the nodes of its users take of a pool", async () => {
  await using cml = await visit({ users, labs, nodeBootMs: 0 });
  const ada = (await cml.get("/users/ada/id")).body;
  const given = { label: "Hers", users: [ada], cpus: 3, external_connectors: ["virbr0"] };
  const { id } = (await cml.send("POST", "/resource_pools", given)).body;
  const usage = async () => (await cml.get(`/resource_pool_usage/${id}`)).body;
  expect(await usage()).toMatchObject({
    limit: { cpus: 300, ram: null, external_connectors: ["virbr0"] },
    usage: { licenses: 0, ram: 0, cpus: 0, disk_space: 0, external_connectors: [] },
  });
  const [lab] = cml.cml.labIds();
  expect((await cml.get(`/labs/${lab}/resource_pools`)).body).toEqual([]);
  await cml.send("PUT", `/labs/${lab}/start`);
  cml.clock.advance(60_000);
  expect((await cml.get(`/labs/${lab}/resource_pools`)).body).toEqual([id]);
  const busy = { licenses: 2, ram: 768 + 512, cpus: 200, disk_space: 2, external_connectors: ["virbr0"] };
  expect((await usage()).usage).toEqual(busy);
  expect((await cml.get("/resource_pool_usage")).body[1]).toEqual(await usage());
  await cml.send("PUT", `/labs/${lab}/stop`);
  cml.clock.advance(60_000);
  expect((await usage()).usage).toMatchObject({ licenses: 0, disk_space: 2 });
  expect(await cml.get(`/resource_pool_usage/${nobody}`)).toMatchObject({ status: 404 });
});

test("refuses limits beyond the document's, and users and templates that are not there", async () => {
  await using cml = await visit();
  for (const wrong of [
    {},
    { label: "x", licenses: 321 },
    { label: "x", cpus: 1.5 },
    { label: "x", external_connectors: ["eth0"] },
    { label: "x", users: [nobody] },
    { label: "x", template: nobody },
  ])
    expect((await cml.send("POST", "/resource_pools", wrong)).status).toBe(400);
  expect((await cml.send("PATCH", `/resource_pools/${nobody}`, {})).status).toBe(404);
  expect((await cml.send("DELETE", `/resource_pools/${nobody}`)).status).toBe(404);
});
