import type { ServerResponse } from "node:http";
import { setImmediate as turn } from "node:timers/promises";
import { expect, test } from "vitest";
import { failureOf, plainClient } from "../test/clients.ts";
import { json, loopback } from "../test/loopback.ts";
import { openServer } from "../test/open-server.ts";
import { createGate } from "./gate.ts";
import { createLifetime } from "./lifetime.ts";

const scopeWith = (signal?: AbortSignal) => ({ operation: "x", signal, lifetime: createLifetime() });

test("lets so many in, and the others in the order they came", async () => {
  const gate = createGate(2);
  expect([gate.tryEnter(), gate.tryEnter(), gate.tryEnter()]).toEqual([true, true, false]);
  const order: number[] = [];
  const waiting = [1, 2, 3].map((number) => gate.enter(scopeWith()).then(() => void order.push(number)));
  gate.leave();
  await waiting[0];
  expect(order).toEqual([1]);
  // Its place was handed over: nobody overtakes.
  expect(gate.tryEnter()).toBe(false);
  gate.leave();
  gate.leave();
  await Promise.all(waiting);
  expect(order).toEqual([1, 2, 3]);
  gate.leave();
  gate.leave();
  expect(gate.idle).toBe(true);
});

test("forgets who aborts, and who waits when the client closes", async () => {
  const gate = createGate(1);
  gate.tryEnter();
  const leaving = new AbortController();
  const scope = scopeWith();
  const failures = [gate.enter(scopeWith(leaving.signal)), gate.enter(scope)].map(failureOf);
  const last = gate.enter(scopeWith());
  leaving.abort();
  scope.lifetime.end();
  expect((await Promise.all(failures)).map(({ code }) => code)).toEqual(["aborted", "closed"]);
  gate.leave();
  await last;
  gate.leave();
  expect(gate.idle).toBe(true);
});

test("sends no more than so many requests of a client at once, and each in its turn", async () => {
  const held: ServerResponse[] = [];
  let most = 0;
  await using server = await openServer(async (_request, response) => {
    held.push(response);
    if (held.length < 3) return;
    // Whoever else would come is here by now.
    for (const _ of [1, 2, 3, 4, 5]) await turn();
    most = Math.max(most, held.length);
    for (const one of held.splice(0)) json(one, []);
  });
  await using cml = plainClient(server, { connections: 10, concurrency: 3 });
  const lists = await Promise.all(Array.from({ length: 30 }, () => cml.labs.list()));
  expect(lists).toHaveLength(30);
  expect(most).toBe(3);
});

test("changes one lab one step at a time, other labs beside it, and reads meanwhile", async () => {
  const underWay = new Map<string, number>();
  const most = new Map<string, number>();
  await using server = await openServer(async ({ method, url = "" }, response) => {
    const lab = `${method === "GET" ? "reads" : "writes"} ${url.split("/")[4]}`;
    underWay.set(lab, (underWay.get(lab) ?? 0) + 1);
    most.set(lab, Math.max(most.get(lab) ?? 0, underWay.get(lab) ?? 0));
    await turn();
    await turn();
    underWay.set(lab, (underWay.get(lab) ?? 0) - 1);
    if (method === "GET") json(response, "STOPPED");
    else response.writeHead(204).end();
  });
  const [a, b] = ["90f84e38-a71c-4d57-8d90-00fa8a197385", "90f84e38-a71c-4d57-8d90-00fa8a197386"];
  await using cml = plainClient(server, { connections: 20 });
  const calls = Array.from({ length: 6 }, () => [cml.labs.stop(a), cml.labs.wipe(b), cml.labs.state(a)]);
  await Promise.all(calls.flat());
  expect(most.get(`writes ${a}`)).toBe(1);
  expect(most.get(`writes ${b}`)).toBe(1);
  expect(most.get(`reads ${a}`)).toBeGreaterThan(1);
});

test("gives the turn of a lab on when a change fails or its caller leaves", async () => {
  const id = "90f84e38-a71c-4d57-8d90-00fa8a197385";
  const held = Promise.withResolvers<() => void>();
  await using server = await loopback((_request, response) => {
    if (server.received.length === 1) held.resolve(() => json(response, null, 500));
    else response.writeHead(204).end();
  });
  await using cml = plainClient(server);
  const first = failureOf(cml.labs.stop(id));
  const release = await held.promise;
  const leaving = new AbortController();
  const left = failureOf(cml.labs.stop(id, { signal: leaving.signal }));
  const late = failureOf(cml.labs.stop(id, { timeoutMs: 5 }));
  const last = cml.labs.wipe(id);
  leaving.abort();
  expect((await left).code).toBe("aborted");
  expect((await late).code).toBe("timeout");
  release();
  expect((await first).code).toBe("unavailable");
  await last;
  expect(server.received.map(({ url }) => url.split("/").at(-1))).toEqual(["stop", "wipe"]);
});
