import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { refusedService, startService } from "./support/service.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

const realAws = { CML_FLEET_MODE: "aws", CML_WORKER_API_PASSWORD: "s3cret", AWS_REGION: "us-east-1" };

test("one folder has one service: a second one names the first and ends, and the first goes on", async () => {
  const DATA_DIR = temporaryFolder();
  const first = await startService({ DATA_DIR });
  const { code, said } = await refusedService({ DATA_DIR, APP_PORT: "0" });
  expect(code).toBe(2);
  expect(said).toContain(
    `DATA_DIR: another service (process ${first.pid}) uses the folder ${DATA_DIR}; ` +
      "stop that one, or set another DATA_DIR.",
  );
  expect((await fetch(`${first.url}/ready`)).status).toBe(200);
  expect(await first.interrupt()).toBe(0);
});

test("a service that was killed leaves no lock: the next one starts at once", async () => {
  const DATA_DIR = temporaryFolder();
  const killed = await startService({ DATA_DIR });
  await killed.kill();
  const next = await startService({ DATA_DIR });
  expect(readFileSync(join(DATA_DIR, "service.pid"), "utf8")).toBe(`${next.pid}\n`);
  expect(statSync(join(DATA_DIR, "service.lock")).mode & 0o777).toBe(0o600);
});

test("the demo's certificates are kept from a second service too, when the state is in memory", async () => {
  const DATA_DIR = temporaryFolder();
  await startService({ DATA_DIR, STORE: "memory" });
  const { code, said } = await refusedService({ DATA_DIR, STORE: "memory", APP_PORT: "0" });
  expect({ code, said }).toEqual({ code: 2, said: expect.stringContaining("DATA_DIR: another service") });
});

test("only this user may read what a service keeps", async () => {
  const DATA_DIR = temporaryFolder();
  await startService({ DATA_DIR });
  const readable = readdirSync(DATA_DIR).filter((name) => statSync(join(DATA_DIR, name)).mode & 0o077);
  expect(readable).toEqual([]);
});

test("a service that keeps nothing needs no folder", async () => {
  const DATA_DIR = join(temporaryFolder(), "unused");
  await startService({ ...realAws, DATA_DIR, STORE: "memory", WORKER_MONITORING_ENABLED: "false" });
  expect(existsSync(DATA_DIR)).toBe(false);
});

test("a service that cannot have its port touches no folder", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const DATA_DIR = temporaryFolder();
  await refusedService({ DATA_DIR, APP_PORT: String(port) });
  expect(readdirSync(DATA_DIR)).toEqual([]);
});
