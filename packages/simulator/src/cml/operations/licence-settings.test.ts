import { expect, test } from "vitest";
import { client, visit } from "../../test/cml-requests.ts";

const nodeCount = "regid.2019-10.com.cisco.CML_NODE_COUNT,1.0_2607650b-6ca8-46d5-81e5-e6688b7383c4";
type Here = Awaited<ReturnType<typeof visit>>;
const licensing = async ({ get }: Here) => (await get("/licensing")).body;

test("takes another way to Cisco, and refuses what is none", async () => {
  await using cml = await visit({ labs: [] });
  const transport = {
    ssms: "https://satellite.example/path",
    proxy: { server: "proxy.example", port: 3128 },
  };
  expect((await cml.send("PUT", "/licensing/transport", transport)).status).toBe(204);
  expect((await licensing(cml)).transport).toMatchObject(transport);
  const direct = { proxy: { server: null, port: null } };
  expect((await cml.send("PUT", "/licensing/transport", direct)).status).toBe(204);
  const { ssms, default_ssms } = (await licensing(cml)).transport;
  expect(ssms).toBe(default_ssms);
  for (const wrong of [{}, { ...direct, ssms: "ftp://x/y" }, { proxy: { server: "p", port: 0 } }])
    expect((await cml.send("PUT", "/licensing/transport", wrong)).status).toBe(400);
});

test("takes another product", async () => {
  await using cml = await visit({ labs: [] });
  expect((await cml.send("PUT", "/licensing/product_license", '"CML_Personal"')).status).toBe(204);
  expect((await licensing(cml)).product_license).toEqual({ active: "CML_Personal", is_enterprise: false });
  expect((await cml.get("/system_health")).body.is_enterprise).toBe(false);
  for (const wrong of ['"two words"', "{}", `"${"x".repeat(21)}"`])
    expect((await cml.send("PUT", "/licensing/product_license", wrong)).status).toBe(400);
});

test("licenses as many nodes as were asked for, and starts no more", async () => {
  const lab = { title: "Many", nodes: [...Array(21).fill("alpine"), "unmanaged_switch"] };
  await using cml = await visit({ labs: [lab], licence: { expansionNodes: 0 } });
  const start = () => cml.send("PUT", `/labs/${cml.cml.labIds()[0]}/start`);
  expect(await start()).toEqual({
    status: 400,
    body: { code: 400, description: "Cannot start 21 nodes: 20 are licensed." },
  });
  expect((await cml.send("PATCH", "/licensing/features", [{ id: nodeCount, count: 1 }])).status).toBe(204);
  expect((await cml.get("/licensing/features")).body).toMatchObject([
    { in_use: 1 },
    { id: nodeCount, in_use: 1 },
  ]);
  expect((await start()).status).toBe(204);
  // Once more does not count twice.
  expect((await start()).status).toBe(204);
});

test.each([[[]], [[{ id: "unknown", count: 1 }]], [[{ id: nodeCount, count: 301 }]], [[{ id: nodeCount }]]])(
  "refuses features %j",
  async (features) => {
    await using cml = await visit({ labs: [] });
    expect((await cml.send("PATCH", "/licensing/features", features)).status).toBe(400);
  },
);

test.each(["registration", "authorization"])("renews the %s of who is registered", async (what) => {
  await using cml = await visit({ labs: [] });
  const before = (await licensing(cml))[what];
  expect((await cml.send("PUT", `/licensing/${what}/renew`)).status).toBe(204);
  const after = (await licensing(cml))[what];
  expect(after.renew_time).toMatchObject({ attempted: "2026-01-05 12:00:00", status: "SUCCEEDED" });
  expect(after.expires > before.expires).toBe(true);
  await cml.send("DELETE", "/licensing/deregistration");
  expect((await cml.send("PUT", `/licensing/${what}/renew`)).status).toBe(409);
});

test("tries to renew without Cisco, and keeps what it has", async () => {
  await using cml = await visit({ labs: [], licence: { reachesCisco: false } });
  const before = (await licensing(cml)).authorization;
  expect((await cml.send("PUT", "/licensing/authorization/renew")).status).toBe(204);
  const { renew_time, expires, status } = (await licensing(cml)).authorization;
  expect(renew_time).toMatchObject({ attempted: "2026-01-05 12:00:00", status: "FAILED" });
  expect([expires, renew_time.succeeded, status]).toEqual([
    before.expires,
    before.renew_time.succeeded,
    "IN_COMPLIANCE",
  ]);
});

test("writes down where it stands, for administrators only", async () => {
  await using cml = await visit({ labs: [], users: [{ username: "ada", password: "engine" }] });
  expect((await cml.get("/licensing/tech_support")).body).toContain("Registration: COMPLETED\n");
  const http = client(cml.cml);
  const login = { username: "ada", password: "engine" };
  const { body: token } = await http.send("POST", "/authenticate", undefined, login);
  for (const path of ["", "/features", "/tech_support", "/reservation/return_code"])
    expect((await http.get(`/licensing${path}`, token)).status).toBe(403);
});

test("is licensed for the labs it begins with", async () => {
  const lab = { title: "Many", nodes: Array(25).fill("alpine") };
  await using cml = await visit({ labs: [lab] });
  expect((await cml.get("/licensing/features")).body[1].in_use).toBe(5);
  expect((await cml.send("PUT", `/labs/${cml.cml.labIds()[0]}/start`)).status).toBe(204);
});

test("refuses to start one node more than is licensed", async () => {
  const lab = { title: "Many", nodes: Array(21).fill("alpine") };
  await using cml = await visit({ labs: [lab], licence: { expansionNodes: 0 } });
  const nodes = `/labs/${cml.cml.labIds()[0]}/nodes`;
  const ids: string[] = (await cml.get(nodes)).body;
  const statuses = [];
  for (const id of ids) statuses.push((await cml.send("PUT", `${nodes}/${id}/state/start`)).status);
  expect(statuses).toEqual([...Array(20).fill(204), 400]);
});
