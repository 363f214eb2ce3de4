import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import { type CmlClient, CmlError, type CmlEventStream, createCmlClient } from "../index.ts";
import { failureOf } from "../test/clients.ts";
import { idOf } from "../test/ids.ts";
import { type Proof, proveTable } from "../test/migrating.ts";

const opensAClient: Proof = async (run, { labId }) => {
  await using client = await run<CmlClient>({ createCmlClient });
  expect(await client.labs.list()).toEqual([labId]);
};

proveTable("Clients", {
  '`ClientLibrary(url, user, password, ssl_verify="ca.pem")`': opensAClient,
  "`ClientLibrary(url, user, password, ssl_verify=False)`": opensAClient,
  "`ClientLibrary(…, events=True)`, `client.start_event_listening()`": async (run) => {
    await using events = await run<CmlEventStream>({ signal: undefined });
    expect(await events.next()).toMatchObject({ value: { type: "connected" } });
  },
  "`client.stop_event_listening()`": async (run, { client }) => {
    const controller = new AbortController();
    const events = client.events({ signal: controller.signal });
    await events.next();
    await run({ controller });
    // What had come until then may still be there.
    for await (const _event of events);
  },
  "`client.is_system_ready()`": async (run) => {
    expect(await run()).toBe(true);
  },
  "`client.system_info()`": async (run, { cml }) => {
    expect(await run()).toMatchObject({ version: cml.version, ready: true });
  },
  "`client.get_system_health()`, `client.get_system_stats()`": async (run) => {
    expect(await run()).toMatchObject({ valid: true });
    expect(await run({}, 1)).toMatchObject({ cpuCount: 16 });
  },
  "`client.licensing.status()`": async (run) => {
    expect(await run()).toMatchObject({ registration: { status: "COMPLETED" } });
  },
  "`client.licensing.register_wait(token)`": async (run, { client }) => {
    await client.licensing.deregister();
    expect(await run({ token: "t" })).toMatchObject({ outcome: "in_compliance" });
  },
  "`client.licensing.deregister()`": async (run) => {
    expect(await run()).toEqual({ outcome: "deregistered" });
  },
  "`client.definitions.upload_image_file(path)`": async (run, { cml }) => {
    const folder = await mkdtemp(join(tmpdir(), "cml-migrating-"));
    try {
      const path = join(folder, "disk.qcow2");
      await writeFile(path, "bytes");
      await run({ path });
      expect(cml.droppedFiles()).toMatchObject([{ name: "disk.qcow2", sizeBytes: 5 }]);
    } finally {
      await rm(folder, { recursive: true });
    }
  },
  "`client.logout()`": async (run, { cml }) => {
    await run();
    expect(cml.requests.count("DELETE /logout")).toBe(1);
  },
  "`LabNotFound`, `NodeNotFound`": async (run, { client, labId }) => {
    for (const call of [client.labs.get(idOf(1)), client.nodes.get(labId, idOf(1))]) {
      expect(await run({ CmlError, error: await failureOf(call) })).toBe(true);
    }
  },
  "`InitializationError` for a wrong password": async (run, { cml, names }) => {
    await using stranger = createCmlClient({
      baseUrl: cml.url,
      auth: { username: cml.username, password: "wrong" },
      tls: { trust: "pinned", fingerprint256: String(names["fingerprint256"]) },
    });
    expect(await run({ CmlError, error: await failureOf(stranger.labs.list()) })).toBe(true);
  },
  "`APIError`": async (run, { client }) => {
    const error = await failureOf(client.labs.get(idOf(1)));
    expect([await run({ CmlError, error }), await run({ CmlError, error }, 1)]).toEqual([true, 404]);
    expect(await run({ CmlError, error }, 2)).toContain(idOf(1));
  },
});
