import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { startAwsSimulator } from "@cml-fleet/simulator";
import { expect, onTestFinished, test } from "vitest";
import { eventStream } from "./support/event-stream.ts";
import { type RefreshRequests, refreshRequests } from "./support/refresh-requests.ts";
import { freePort, type ServiceProcess, startService } from "./support/service.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

const region = "eu-west-1";
const instances = 40;
const kills = 10;
const password = "a controller's password";

test("loses no fact and repeats none when it is killed ten times in the middle of a refresh", {
  timeout: 240_000,
}, async () => {
  const aws = await startAwsSimulator({
    regions: [region],
    instances: Array.from({ length: instances }, (_, index) => ({ region, name: `worker ${index}` })),
    delays: { startMs: 400, stopMs: 400, statusChecksMs: 1_000 },
    controllers: { bootMs: 300, defaults: { password } },
  });
  onTestFinished(() => aws.close());
  const folder = temporaryFolder();
  const port = String(await freePort());
  const environment = {
    CML_FLEET_MODE: "aws",
    AWS_ENDPOINT_URL: aws.endpoint,
    AWS_ACCESS_KEY_ID: aws.accessKeyId,
    AWS_SECRET_ACCESS_KEY: aws.secretAccessKey,
    DATA_DIR: folder,
    APP_PORT: port,
    WORKER_METRICS_POLL_INTERVAL: "1",
    AUTO_IMPORT_WORKERS_ENABLED: "true",
    AUTO_IMPORT_WORKERS_REGION: region,
    AUTO_IMPORT_WORKERS_AMI_NAME: "cml-*",
    CML_WORKER_API_PASSWORD: password,
  };
  let service = await startService(environment);
  const stream = eventStream(service.url);
  await stream.next("the first worker", ({ type }) => type === "worker.imported");

  const requests = refreshRequests();
  const caught: string[][] = [];
  for (let kill = 0; kill < kills; kill++) {
    const commands = commandAll(service.url, kill);
    caught.push(await killWhileRefreshing(service, requests));
    await commands;
    // What the next one is caught at shall be its own.
    await expect.poll(requests.underWay).toEqual([]);
    service = await startService(environment);
  }
  expect(caught).toHaveLength(kills);
  for (const unanswered of caught) expect(unanswered).not.toEqual([]);

  // Every worker comes to stand where its machine does. One whose order was saved, and never reached EC2, takes longest:
  // EC2 gets 30 seconds to catch up with an order before the worker believes that nothing came of it.
  await expect
    .poll(() => differences(service.url, aws.instances()), { timeout: 60_000, interval: 500 })
    .toEqual([]);
  await expect.poll(() => unpublished(folder), { timeout: 10_000 }).toBe(0);

  using database = openReadOnly(folder);
  const log = database.prepare("SELECT sequence, id FROM event_log ORDER BY sequence").all();
  const ids = log.map(({ id }) => String(id));
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.length).toBeGreaterThan(instances * 3);
  for (const { id, version } of database.prepare("SELECT id, version FROM worker").all()) {
    const versions = ids
      .filter((fact) => fact.startsWith(`${id}@`))
      .map((fact) => Number(/@(\d+)/.exec(fact)?.[1]));
    expect([...new Set(versions)]).toEqual(Array.from({ length: Number(version) }, (_, index) => index + 1));
  }

  const last = ids.at(-1);
  await stream.next("the last fact", ({ event }) => event.id === last);
  const seen = stream.received.map(({ event }) => event.id).filter((id) => ids.includes(id));
  const from = ids.indexOf(String(seen[0]));
  expect(seen).toEqual(ids.slice(from));
  expect(stream.received.some(({ type }) => type === "resync")).toBe(false);
});

/**
 * Kills it in the middle of a refresh, at a random one of its requests. Nothing else happens in this process between the
 * arrival and the signal, so what has no answer then has none when the signal lands.
 *
 * @returns what the service was waiting for.
 */
function killWhileRefreshing(service: ServiceProcess, requests: RefreshRequests): Promise<string[]> {
  return new Promise((resolve, reject) => {
    requests.atArrival(1 + Math.floor(Math.random() * 120), () => {
      const unanswered = requests.underWay();
      service.kill().then(() => resolve(unanswered), reject);
    });
  });
}

/** Stops and starts workers while the service lasts; that it goes away in between is the point. */
async function commandAll(url: string, round: number): Promise<void> {
  try {
    const workers = (await (await fetch(`${url}/api/workers?limit=1000`)).json()) as { id: string }[];
    // Every second one is left alone, so that each refresh has controllers to visit.
    const some = workers.filter((_, index) => index % (2 * kills) === 2 * round);
    for (const verb of ["stop", "start", "stop"]) {
      await Promise.allSettled(
        some.map(({ id }) =>
          fetch(`${url}/api/workers/region/${region}/workers/${id}/${verb}`, { method: "POST" }),
        ),
      );
    }
  } catch {
    // Killed meanwhile.
  }
}

async function differences(
  url: string,
  machines: readonly { readonly id: string; readonly state: string }[],
): Promise<string[]> {
  const response = await fetch(`${url}/api/workers?limit=1000`);
  const workers = (await response.json()) as {
    aws_instance_id: string;
    status: string;
    service_status: string;
  }[];
  const byInstance = new Map(workers.map((worker) => [worker.aws_instance_id, worker]));
  return machines.flatMap(({ id, state }) => {
    const worker = byInstance.get(id);
    const expected = state === "running" ? "running available" : `${state} unavailable`;
    const actual = `${worker?.status} ${worker?.service_status}`;
    return actual === expected ? [] : [`${id}: ${actual}, not ${expected}`];
  });
}

function openReadOnly(folder: string): DatabaseSync {
  return new DatabaseSync(join(folder, "fleet.db"), { readOnly: true });
}

function unpublished(folder: string): number {
  using database = openReadOnly(folder);
  return Number(database.prepare("SELECT count(*) AS count FROM worker_outbox").get()?.["count"]);
}
