import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createCmlFleetClient } from "../index.ts";
import { failureOf } from "../test/clients.ts";
import { json, loopback } from "../test/loopback.ts";

/** Two controllers that take uploads, and their fleet. */
async function uploading() {
  const servers = await Promise.all([1, 2].map(() => loopback((_request, response) => json(response, "ok"))));
  const controllers = servers.map(({ url }, index) => ({
    id: `c${index}`,
    baseUrl: url,
    allowHttp: true,
    auth: { token: "a.static.token" },
  }));
  const fleet = createCmlFleetClient({ controllers });
  return {
    fleet,
    servers,
    async [Symbol.asyncDispose]() {
      await fleet.close();
      for (const server of servers) await server[Symbol.asyncDispose]();
    },
  };
}

test("refuses to send a content, which can be read once, to several controllers, and reads nothing of it", async () => {
  await using world = await uploading();
  let isRead = false;
  const content = (async function* () {
    isRead = true;
    yield Buffer.from("abc");
  })();
  const failure = await failureOf(
    world.fleet.request("POST /images/upload", { body: { name: "a.qcow2", size: 3, content } }),
  );
  expect(failure).toMatchObject({ code: "invalid_request", operation: "POST /images/upload" });
  expect(failure.message).toContain("pass a file");
  expect(isRead).toBe(false);
  expect(world.servers.flatMap(({ received }) => received)).toEqual([]);
});

test("sends one file to every controller", async () => {
  await using world = await uploading();
  const directory = await mkdtemp(join(tmpdir(), "cml-fleet-upload-"));
  try {
    const file = join(directory, "a.qcow2");
    await writeFile(file, "abc");
    const results = await world.fleet.request("POST /images/upload", { body: { file } });
    expect(results.map(({ ok }) => ok)).toEqual([true, true]);
    for (const { received } of world.servers) expect(received.at(-1)?.body).toContain("\r\n\r\nabc\r\n");
  } finally {
    await rm(directory, { recursive: true });
  }
});
