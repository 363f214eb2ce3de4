import { startCmlSimulator } from "@cml-fleet/simulator";
import { expect, test } from "vitest";
import type { CmlDrift } from "../index.ts";
import { clientOf, failureOf, plainClient } from "../test/clients.ts";
import { idOf } from "../test/ids.ts";
import { json, loopback } from "../test/loopback.ts";

test("lists the user's own labs, or everybody's", async () => {
  await using cml = await startCmlSimulator();
  await using client = clientOf(cml);
  expect(await client.labs.list({ all: true })).toEqual(cml.labIds());
  expect(await client.labs.list()).toEqual(cml.labIds().slice(0, 2));
});

test("reads a lab, without drift", async () => {
  const drift: CmlDrift[] = [];
  const nowMs = Date.parse("2026-05-20T12:00:00Z");
  await using cml = await startCmlSimulator({ clock: () => nowMs });
  await using client = clientOf(cml, { hooks: { onDrift: (difference) => void drift.push(difference) } });
  const id = cml.labIds()[0] ?? "";
  expect(await client.labs.get(id)).toEqual({
    id,
    title: "Branch office",
    description: "Two routers, an access switch and a host.",
    notes: "",
    state: "STARTED",
    ownerId: expect.any(String),
    ownerUsername: "admin",
    ownerFullname: "",
    nodeCount: 5,
    linkCount: 4,
    createdAt: "2026-05-18T12:00:00.000Z",
    modifiedAt: expect.stringMatching(/Z$/),
    groups: [],
    effectivePermissions: ["lab_view", "lab_exec", "lab_edit", "lab_admin"],
  });
  expect(drift).toEqual([]);
});

test("says that there is no such lab", async () => {
  await using cml = await startCmlSimulator();
  await using client = clientOf(cml);
  expect(await failureOf(client.labs.get(idOf(1)))).toMatchObject({
    code: "not_found",
    operation: "GET /labs/{lab_id}",
    detail: `Lab not found: ${idOf(1)}`,
  });
});

test("lists every lab with its details, in the order of the list", async () => {
  const labs = Array.from({ length: 30 }, (_, index) => ({ title: `Lab ${index}`, nodes: ["alpine"] }));
  await using cml = await startCmlSimulator({ labs });
  await using client = clientOf(cml);
  const details = await client.labs.listDetails({ all: true });
  expect(details.map(({ title }) => title)).toEqual(labs.map(({ title }) => title));
  expect(cml.requests.count("GET /labs/{lab_id}")).toBe(30);
});

test("leaves out a lab that is deleted while the details are read", async () => {
  await using server = await loopback(({ url }, response) => {
    if (url.startsWith("/api/v0/labs?")) return json(response, [1, 2, 3].map(idOf));
    if (url.endsWith(idOf(2))) return json(response, { code: 404, description: "Lab not found" }, 404);
    return json(response, { lab_title: url.slice(-1) });
  });
  await using client = plainClient(server);
  expect((await client.labs.listDetails()).map(({ title }) => title)).toEqual(["1", "3"]);
});

test("fails the whole when one lab cannot be read, and begins nothing new", async () => {
  await using server = await loopback(({ url }, response) =>
    url.startsWith("/api/v0/labs?")
      ? json(
          response,
          Array.from({ length: 50 }, (_, index) => idOf(index)),
        )
      : json(response, null, 500),
  );
  await using client = plainClient(server, { connections: 2 });
  expect((await failureOf(client.labs.listDetails())).code).toBe("unavailable");
  expect(server.received.length).toBeLessThanOrEqual(3);
});
