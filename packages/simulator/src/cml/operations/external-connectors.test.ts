import { expect, test } from "vitest";
import { client, visit } from "../../test/cml-requests.ts";

const nobody = "90f84e38-a71c-4d57-8d90-00fa8a197385";
const path = "/system/external_connectors";

test("has the bridges that every controller has", async () => {
  await using cml = await visit();
  const connectors = (await cml.get(path)).body;
  expect(connectors).toMatchObject([
    {
      device_name: "bridge0",
      label: "System Bridge",
      snooped: true,
      protected: true,
      allowed: true,
      operational: { forwarding: "BRIDGE", exists: true, enabled: true },
    },
    { device_name: "virbr0", label: "NAT", protected: false, operational: { forwarding: "NAT" } },
  ]);
  expect((await cml.get(`${path}/${connectors[0].id}`)).body).toEqual(connectors[0]);
  expect(await cml.get(`${path}/${nobody}`)).toMatchObject({ status: 404 });
});

test("changes a connector on the host as well, and removes only its configuration", async () => {
  await using cml = await visit();
  const [{ id }, other] = (await cml.get(path)).body;
  const given = { label: "Uplink", tags: ["a", "b"], protected: false };
  expect((await cml.send("PATCH", `${path}/${id}`, given)).body).toMatchObject({
    ...given,
    snooped: true,
    operational: { protected: false, label: "Uplink" },
  });
  expect((await cml.send("PATCH", `${path}/${id}`, { label: "NAT" })).status).toBe(400);
  expect((await cml.send("PATCH", `${path}/${id}`, { tags: ["x".repeat(65)] })).status).toBe(400);
  expect((await cml.send("PATCH", `${path}/${nobody}`, {})).status).toBe(404);
  expect((await cml.send("DELETE", `${path}/${id}`)).status).toBe(204);
  expect((await cml.send("DELETE", `${path}/${id}`)).status).toBe(404);
  expect((await cml.get(path)).body).toEqual([other]);
});

test("finds the bridges of the host again, with and without a body", async () => {
  await using cml = await visit();
  const [{ id }] = (await cml.get(path)).body;
  await cml.send("DELETE", `${path}/${id}`);
  const asItIs = (await cml.send("PUT", path, { push_configured_state: false })).body;
  expect(asItIs[1]).toMatchObject({ snooped: true, operational: { snooped: false, protected: false } });
  const found = (await cml.send("PUT", path, { push_configured_state: true })).body;
  expect(found[1].operational).toMatchObject({ snooped: true, protected: true });
  expect(found.map(({ device_name }: { device_name: string }) => device_name)).toEqual(["virbr0", "bridge0"]);
  expect(found[1]).toMatchObject({ label: "System Bridge", snooped: true, protected: true });
  expect((await cml.send("PUT", path)).body).toEqual(found);
  expect((await cml.send("PUT", path, '"true"')).body).toEqual(found);
  expect((await cml.send("PUT", path, { push_configured_state: 3 })).status).toBe(400);
});

test("says to each user what the user's pool allows", async () => {
  const ada = { username: "ada", password: "engine" };
  await using cml = await visit({ users: [ada] });
  const users = [(await cml.get("/users/ada/id")).body];
  await cml.send("POST", "/resource_pools", { label: "NAT only", users, external_connectors: ["virbr0"] });
  const http = client(cml.cml);
  const token = (await http.send("POST", "/authenticate", undefined, ada)).body;
  const seen = (await http.get(path, token)).body;
  expect(seen.map(({ allowed }: { allowed: boolean }) => allowed)).toEqual([false, true]);
  expect((await http.send("PUT", path, token)).status).toBe(403);
});
