import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { refusedService } from "./support/service.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

test("refuses to listen where others could reach it, because it has no sign-in", async () => {
  const { code, said } = await refusedService({ APP_HOST: "0.0.0.0", DATA_DIR: temporaryFolder() });
  expect(code).toBe(2);
  expect(said).toMatch(/APP_HOST: only loopback addresses .* no sign-in yet/);
});

test("says which port is taken, and leaves nothing running", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const { code, said } = await refusedService({ APP_PORT: String(port), DATA_DIR: temporaryFolder() });
  expect(code).toBe(2);
  expect(said).toContain(`APP_PORT: another program listens on 127.0.0.1:${port}`);
});
