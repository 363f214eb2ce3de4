// Races another process for versions, places in the log and a lease, and writes what it won.
import { once } from "node:events";
import { CoreError, toMessages, type WorkerEvent } from "@cml-fleet/core";
import { sampleWorker } from "@cml-fleet/core/testing";
import { sqliteStores } from "../index.ts";

const [path, holder = "racer"] = process.argv.slice(2);
const { workers, eventLog, leases } = sqliteStores({ ...(path && { path }) });
const at = "2026-01-02T03:04:05.678Z";
const event: WorkerEvent = { type: "worker.provisioning-started", from: "pending", at };

process.stdout.write("ready\n");
await once(process.stdin, "data");

let saves = 0;
let appends = 0;
let taken = 0;
for (let version = 0; version < 50; version++) {
  try {
    const state = sampleWorker({ id: "w1", name: holder });
    await workers.save("w1", { state, events: [event], expectedVersion: version });
    saves += 1;
  } catch (error) {
    if (!CoreError.is(error, "version_conflict")) throw error;
  }
  appends += (await eventLog.append(toMessages("w1", version + 1, [event, event]), at)).length;
  if (await leases.acquire(`lease ${version}`, holder, 60_000)) taken += 1;
}
process.stdout.write(`${JSON.stringify({ saves, appends, taken })}\n`);
process.exit();
