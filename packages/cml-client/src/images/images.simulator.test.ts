import { createHash, randomFillSync } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startCmlSimulator } from "@cml-fleet/simulator";
import { expect, test } from "vitest";
import { createCmlClient } from "../index.ts";
import { clientOf, failureOf } from "../test/clients.ts";

test("puts a file into the folder over TLS, byte for byte, from a path and from a stream", async () => {
  const directory = await mkdtemp(join(tmpdir(), "cml-upload-"));
  const file = join(directory, "alpine-3.20.qcow2");
  const bytes = randomFillSync(Buffer.allocUnsafe(9_000_001));
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  try {
    await writeFile(file, bytes);
    await using simulator = await startCmlSimulator();
    await using cml = clientOf(simulator);
    await cml.images.upload({ file });
    async function* content() {
      for (let from = 0; from < bytes.length; from += 100_000) yield bytes.subarray(from, from + 100_000);
    }
    await cml.images.upload({ name: "other.qcow2", size: bytes.length, content: content() });
    expect(simulator.droppedFiles()).toEqual([
      { name: "alpine-3.20.qcow2", sizeBytes: bytes.length, sha256 },
      { name: "other.qcow2", sizeBytes: bytes.length, sha256 },
    ]);
    expect(await cml.images.list()).toEqual(["alpine-3.20.qcow2", "other.qcow2"]);
    await cml.images.remove("other.qcow2");
    expect(await failureOf(cml.images.remove("other.qcow2"))).toMatchObject({ code: "not_found" });
    expect(await cml.images.list()).toEqual(["alpine-3.20.qcow2"]);
  } finally {
    await rm(directory, { recursive: true });
  }
});

test("sends no byte of a file to a controller with another certificate", async () => {
  await using simulator = await startCmlSimulator();
  await using cml = createCmlClient({
    baseUrl: simulator.url,
    auth: { token: "a.static.token" },
    tls: { trust: "pinned", fingerprint256: "00".repeat(32) },
    retry: { attempts: 1 },
  });
  let isRead = false;
  async function* content() {
    isRead = true;
    yield Buffer.from("abc");
  }
  const failure = await failureOf(cml.images.upload({ name: "a.qcow2", size: 3, content: content() }));
  expect(failure.code).toBe("certificate_changed");
  expect([isRead, simulator.requests.count()]).toEqual([false, 0]);
});
