import { expect, test } from "vitest";
import { failureOf, plainClient } from "../test/clients.ts";
import { idOf } from "../test/ids.ts";
import { json, loopback } from "../test/loopback.ts";

/** Far less than the client's own limit for a request, and more than any of these takes. */
const SOON_MS = 2_000;
const lab = idOf(1);
const wanted = { label: "r1", x: 0, y: 0, nodeDefinition: "iosv", ramMib: 1_024 };

/** Creates nodes; says nothing to what comes after, or begins with this. */
async function hanging(onReceived: (method: string) => void = () => {}) {
  return await loopback(({ method }, response) => {
    onReceived(method);
    if (method === "POST") json(response, { id: idOf(2) });
  });
}

async function msOf(work: Promise<unknown>): Promise<number> {
  const begunAt = performance.now();
  await work;
  return performance.now() - begunAt;
}

test("ends a list with details when its time is over, however many labs there are", async () => {
  const ids = Array.from({ length: 40 }, (_, index) => idOf(index));
  let eachMs = 60;
  await using server = await loopback(({ url }, response) => {
    if (url.startsWith("/api/v0/labs?")) return json(response, ids);
    setTimeout(() => json(response, { lab_title: "one of many" }), eachMs);
  });
  await using cml = plainClient(server, { connections: 1, concurrency: 1 });
  const failure = await failureOf(cml.labs.listDetails({ timeoutMs: 300 }));
  expect(failure).toMatchObject({ code: "timeout", operation: "GET /labs/{lab_id}" });
  expect(server.received.length).toBeLessThan(10);
  eachMs = 1;
  expect(await cml.labs.listDetails({ timeoutMs: 60_000 })).toHaveLength(40);
});

test("ends the creation of a node at once when the caller leaves, and takes the node back all the same", async () => {
  const leaving = new AbortController();
  const deletion = Promise.withResolvers<void>();
  await using server = await hanging((method) => {
    if (method === "PATCH") leaving.abort();
    if (method === "DELETE") deletion.resolve();
  });
  await using cml = plainClient(server);
  const failing = failureOf(cml.nodes.create(lab, wanted, { signal: leaving.signal }));
  expect(await msOf(failing)).toBeLessThan(SOON_MS);
  expect((await failing).code).toBe("aborted");
  await deletion.promise;
});

test("takes a node back no longer than the caller waits", async () => {
  const leaving = new AbortController();
  await using server = await loopback(({ method }, response) => {
    if (method === "POST") return json(response, { id: idOf(2) });
    if (method === "PATCH") return json(response, { code: 400, description: "No" }, 400);
    leaving.abort();
  });
  await using cml = plainClient(server);
  const failing = failureOf(cml.nodes.create(lab, wanted, { signal: leaving.signal }));
  expect(await msOf(failing)).toBeLessThan(SOON_MS);
  expect((await failing).code).toBe("rejected");
});

test("has one time limit for the creation of a node, with all its requests", async () => {
  await using server = await hanging();
  await using cml = plainClient(server);
  const failing = failureOf(cml.nodes.create(lab, wanted, { timeoutMs: 250 }));
  expect(await msOf(failing)).toBeLessThan(SOON_MS);
  expect(await failing).toMatchObject({ code: "timeout", operation: expect.stringContaining("PATCH") });
});

test("waits for a node to be taken back while the caller does", async () => {
  let isGone = false;
  await using server = await loopback(({ method }, response) => {
    if (method === "POST") return json(response, { id: idOf(2) });
    if (method === "PATCH") return json(response, { code: 400, description: "No" }, 400);
    setTimeout(() => {
      isGone = true;
      response.writeHead(204).end();
    }, 50);
  });
  await using cml = plainClient(server);
  const { signal } = new AbortController();
  expect((await failureOf(cml.nodes.create(lab, wanted, { signal, timeoutMs: 60_000 }))).code).toBe(
    "rejected",
  );
  expect(isGone).toBe(true);
});
