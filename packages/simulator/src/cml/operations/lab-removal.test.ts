import { expect, test } from "vitest";
import { labVisit } from "../../test/lab-visit.ts";

test("stops, wipes and removes a lab without a pause, as cml-mcp does", async () => {
  await using cml = await labVisit();
  await cml.addNode("iosv", "R1");
  await cml.boot();
  const { lab, send } = cml;
  const statuses = [
    (await send("DELETE", lab)).status,
    (await send("PUT", `${lab}/stop`)).status,
    (await send("DELETE", lab)).status,
    (await send("PUT", `${lab}/wipe`)).status,
    (await send("DELETE", lab)).status,
  ];
  expect(statuses).toEqual([400, 204, 400, 204, 204]);
  expect((await cml.get("/labs")).body).toEqual([]);
  expect(cml.cml.stats().computes).toMatchObject({
    [await hostId(cml)]: { stats: { dominfo: { total_nodes: 0 } } },
  });
});

test("stops, wipes and removes a node without a pause, and none that is told to start again", async () => {
  await using cml = await labVisit();
  const { lab, send } = cml;
  const node = `${lab}/nodes/${await cml.addNode("iosv", "R1")}`;
  await cml.boot();
  await send("PUT", `${node}/state/stop`);
  await send("PUT", `${node}/wipe_disks`);
  await send("PUT", `${node}/state/start`);
  expect((await send("DELETE", node)).status).toBe(400);
  await send("PUT", `${node}/state/stop`);
  expect((await send("DELETE", node)).status).toBe(204);
});

async function hostId({ get }: { get(path: string): Promise<{ readonly body: { id: string }[] }> }) {
  return (await get("/system/compute_hosts")).body[0]?.id ?? "";
}
