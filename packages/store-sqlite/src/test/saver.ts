// Saves worker w1 over and over, and writes each version once it was acknowledged.
import { writeSync } from "node:fs";
import type { Worker, WorkerEvent } from "@cml-fleet/core";
import { sampleWorker } from "@cml-fleet/core/testing";
import { sqliteStores } from "../index.ts";

const [path] = process.argv.slice(2);
const { workers } = sqliteStores({ ...(path && { path }) });
const at = "2026-01-02T03:04:05.678Z";

for (let version = (await workers.load("w1"))?.version ?? 0; ; version++) {
  const state: Worker = sampleWorker({ id: "w1", name: `saved ${version + 1} times` });
  const event: WorkerEvent = { type: "worker.provisioning-started", from: "pending", at };
  writeSync(1, `${await workers.save("w1", { state, events: [event], expectedVersion: version })}\n`);
}
