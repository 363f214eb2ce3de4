import { Readable } from "node:stream";
import { setImmediate as turn } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import { createCmlFleetClient } from "./index.ts";
import { plainClient } from "./test/clients.ts";
import { labController } from "./test/lab-controller.ts";
import { json, type Loopback, loopback } from "./test/loopback.ts";

// A rejection that nobody hears of ends the process; here, the run of the tests.
function broken() {
  const called = vi.fn();
  // Around the spy, which would hear of the rejection.
  const hook = async () => {
    called();
    throw new Error("The counter is broken.");
  };
  return { called, hook };
}

test("keeps calls and the process safe from hooks that are async and fail", async () => {
  const statuses = [503, 200];
  await using server = await loopback((request, response) => {
    if (request.url.endsWith("/authenticate")) return json(response, "a.b.c");
    json(response, [], statuses.shift() ?? 200);
  });
  const [request, response, attempt, retry, login] = [broken(), broken(), broken(), broken(), broken()];
  const hooks = {
    onRequest: request.hook,
    onResponse: response.hook,
    onAttempt: attempt.hook,
    onRetry: retry.hook,
    onLogin: login.hook,
  };
  const auth = { username: "u", password: "p" };
  await using cml = plainClient(server, { auth, hooks, retry: { attempts: 2, baseDelayMs: 1 } });
  expect(await cml.labs.list()).toEqual([]);
  await turn();
  for (const { called } of [request, response, attempt, retry, login]) expect(called).toHaveBeenCalled();
});

test("keeps an upload safe from a progress that is async and fails", async () => {
  await using server = await loopback((_request, response) => json(response, "Success"));
  await using cml = plainClient(server);
  const { called, hook: onProgress } = broken();
  const content = Readable.from([Buffer.from("abc")]);
  await cml.images.upload({ name: "a.qcow2", size: 3, content }, { onProgress });
  await turn();
  expect(called).toHaveBeenCalled();
});

test("keeps a sequence of steps safe from a progress that is async and fails", async () => {
  await using controller = await labController({ states: ["BOOTED"] });
  await using cml = plainClient(controller as unknown as Loopback);
  const { called, hook: onProgress } = broken();
  await cml.labs.destroy(controller.labId, { pollMs: 2, onProgress });
  await turn();
  expect(called).toHaveBeenCalled();
  expect(controller.exists).toBe(false);
});

test("keeps a fleet safe from a listener that is async and fails", async () => {
  await using server = await loopback((_request, response) => json(response, []));
  const baseUrl = server.url;
  await using fleet = createCmlFleetClient({ controllers: [{ id: "a", baseUrl, allowHttp: true }] });
  const { called, hook: onResult } = broken();
  await fleet.run(async () => 1, { onResult });
  await turn();
  expect(called).toHaveBeenCalled();
});
