import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { type AwsClients, awsClients, cloudWatchMetrics, ec2Images, ec2Instances } from "@cml-fleet/aws";
import { type CmlTrust, createCmlGateway } from "@cml-fleet/cml-gateway";
import {
  CoreError,
  type CredentialSource,
  createFleet,
  type Fleet,
  type FleetOptions,
  type Logger,
  memoryEventLog,
  memoryLeases,
  memoryObservations,
  memoryWorkers,
  systemClock,
} from "@cml-fleet/core";
import { sqliteStores } from "@cml-fleet/store-sqlite";
import { lockFolder } from "./data-folder/folder-lock.ts";
import { claimFolder } from "./data-folder/folder-mode.ts";
import { demoImageName, demoRegions } from "./demo/demo-scene.ts";
import { type DemoWorld, startDemoWorld } from "./demo/demo-world.ts";
import { createApp } from "./http/app.ts";
import { frontDoor } from "./http/front-door.ts";
import { listen } from "./http/listen.ts";
import { readiness } from "./http/readiness.ts";
import { endpointFrom, jobsFrom, throttleFrom } from "./settings/fleet-settings.ts";
import { SettingsError } from "./settings/settings-error.ts";
import type { Variables } from "./settings/variables.ts";
import { openStreams } from "./stream/streams.ts";

/** The running service. */
export interface Service {
  readonly url: string;
  readonly fleet: Fleet;
  /** Says goodbye to clients, ends jobs, and closes what was opened. */
  stop(): Promise<void>;
}

/** Puts the service together from its settings, and starts it. The only place that knows every package. */
export async function startService(variables: Variables, logger: Logger): Promise<Service> {
  await using opened = new AsyncDisposableStack();
  // First what only one service can have, so that a second one ends before it does anything.
  const door = frontDoor();
  const server = await listen(door.handler, variables.APP_HOST, variables.APP_PORT);
  opened.defer(() => server.close());
  const demoWanted = variables.CML_FLEET_MODE === "demo";
  if (demoWanted || variables.STORE === "sqlite") {
    opened.use(lockFolder(variables.DATA_DIR));
    claimFolder(variables.DATA_DIR, variables.CML_FLEET_MODE);
  }

  const demo = demoWanted ? await startDemoWorld(variables.DATA_DIR) : undefined;
  if (demo) opened.defer(() => demo.close());
  const stores = opened.use(openStores(variables));
  const aws = opened.use(
    awsClients(demo ? { endpoint: demo.endpoint, credentials: demo.awsCredentials } : {}),
  );
  const gateway = opened.use(
    createCmlGateway({ credentials: credentialsFrom(variables, demo), tls: await trustFrom(variables) }),
  );

  const fleet = createFleet({
    ...stores,
    ...cloudFrom(aws, variables, logger),
    gateway,
    endpoint: endpointFrom(variables),
    throttle: throttleFrom(variables),
    logger,
    ...jobsFrom(variables, demo && { regions: demoRegions, imageName: demoImageName }),
  });
  await fleet.start();
  opened.defer(() => fleet.stop());
  const streams = await openStreams(fleet);
  const ready = readiness({ read: () => fleet.workers.list({ limit: 1 }), leases: stores.leases });
  door.open(createApp({ fleet, streams, logger, readiness: ready }));
  // Once more: requests under way still need the fleet. Those of the beginning needed nothing.
  opened.defer(() => server.close());
  // Streams go first: a server waits for its answers to end.
  opened.defer(() => streams.close());

  const everything = opened.move();
  return { url: server.url, fleet, stop: () => everything.disposeAsync() };
}

type Stores = Pick<FleetOptions, "workers" | "observations" | "eventLog" | "leases"> & Disposable;

function openStores({ STORE, DATA_DIR }: Variables): Stores {
  if (STORE === "sqlite") {
    try {
      return sqliteStores({ path: join(DATA_DIR, "fleet.db") });
    } catch (error) {
      if (!CoreError.is(error)) throw error;
      throw new SettingsError([`DATA_DIR (${resolve(DATA_DIR)}): ${error.message}`], { cause: error });
    }
  }
  return {
    workers: memoryWorkers(),
    observations: memoryObservations(),
    eventLog: memoryEventLog(),
    leases: memoryLeases(systemClock),
    [Symbol.dispose]() {},
  };
}

function cloudFrom(
  { ec2, cloudwatch }: AwsClients,
  { WORKER_CLOUDWATCH_ENABLED }: Variables,
  logger: Logger,
): Pick<FleetOptions, "instances" | "images" | "metrics"> {
  return {
    instances: ec2Instances({ clients: ec2 }),
    images: ec2Images({ clients: ec2 }),
    ...(WORKER_CLOUDWATCH_ENABLED && { metrics: cloudWatchMetrics({ clients: cloudwatch, logger }) }),
  };
}

function credentialsFrom(
  { CML_WORKER_API_USERNAME: username, CML_WORKER_API_PASSWORD: password }: Variables,
  demo: DemoWorld | undefined,
): CredentialSource {
  const login = demo?.cmlCredentials ?? { username, password: password ?? "" };
  return { credentialsFor: async () => login };
}

async function trustFrom({ CML_WORKER_API_TLS, CML_WORKER_API_CA_FILE }: Variables): Promise<CmlTrust> {
  switch (CML_WORKER_API_TLS) {
    case "pin":
    case "system":
      return { trust: CML_WORKER_API_TLS };
    case "dangerously-accept-any-certificate":
      return { trust: "dangerouslyAcceptAnyCertificate" };
    case "ca":
      // The settings were checked: it is there, and holds certificates.
      return { trust: "ca", ca: await readFile(CML_WORKER_API_CA_FILE ?? "", "utf8") };
  }
}
