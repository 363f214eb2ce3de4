import { expect, test } from "vitest";
import { visit } from "../../test/cml-requests.ts";

async function linked() {
  const cml = await visit({ labs: [{ title: "Pair", nodes: ["iosv", "alpine"] }] });
  const lab = cml.cml.labIds()[0];
  const [link] = (await cml.get(`/labs/${lab}/topology`)).body.links;
  const path = `/labs/${lab}/links/${link.id}/condition`;
  return { ...cml, lab, path, [Symbol.asyncDispose]: () => cml.cml.close() };
}

test("has no condition until one is set, and keeps what a change does not name", async () => {
  await using cml = await linked();
  expect(await cml.get(cml.path)).toEqual({ status: 200, body: {} });
  const set = await cml.send("PATCH", cml.path, { latency: 50, loss: 0.5 });
  const values = { latency: 50, loss: 0.5 };
  expect(set).toEqual({ status: 200, body: { ...values, enabled: true, operational: values } });
  await cml.send("PATCH", cml.path, { latency: 10 });
  expect((await cml.get(`${cml.path}?operational=false`)).body).toEqual({
    latency: 10,
    loss: 0.5,
    enabled: true,
  });
});

test("is not in operation while it is switched off", async () => {
  await using cml = await linked();
  await cml.send("PATCH", cml.path, { bandwidth: 64, enabled: false });
  expect((await cml.get(cml.path)).body).toEqual({ bandwidth: 64, enabled: false });
});

test("is taken away once", async () => {
  await using cml = await linked();
  await cml.send("PATCH", cml.path, { jitter: 1 });
  expect((await cml.send("DELETE", cml.path)).status).toBe(204);
  expect((await cml.get(cml.path)).body).toEqual({});
  expect((await cml.send("DELETE", cml.path)).status).toBe(400);
});

test.each([{ latency: 10_001 }, { bandwidth: 1.5 }, { loss: 101 }, { delay: 1 }])(
  "refuses %j",
  async (body) => {
    await using cml = await linked();
    const refused = await cml.send("PATCH", cml.path, body);
    expect(refused).toEqual({ status: 400, body: { code: 400, description: "Input validation failed" } });
  },
);

test("does not know other links", async () => {
  await using cml = await linked();
  const { status, body } = await cml.get(`/labs/${cml.lab}/links/none/condition`);
  expect([status, body.description]).toEqual([404, "Link not found: none"]);
});
