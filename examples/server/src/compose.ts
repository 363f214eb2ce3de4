import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { type AwsClients, awsClients, cloudWatchMetrics, ec2Images, ec2Instances } from "@cml-fleet/aws";
import { type CmlTrust, createCmlGateway } from "@cml-fleet/cml-gateway";
import {
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
import { demoImageName, demoRegions } from "./demo/demo-scene.ts";
import { type DemoWorld, startDemoWorld } from "./demo/demo-world.ts";
import { createApp } from "./http/app.ts";
import { listen } from "./http/listen.ts";
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
  const demo = variables.CML_FLEET_MODE === "demo" ? await startDemoWorld(variables.DATA_DIR) : undefined;
  if (demo) opened.defer(() => demo.close());
  const stores = opened.use(await openStores(variables));
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
  const server = await listen(createApp({ fleet, streams, logger }), variables.APP_HOST, variables.APP_PORT);
  opened.defer(() => server.close());
  // Streams go first: a server waits for its answers to end.
  opened.defer(() => streams.close());

  const everything = opened.move();
  return { url: server.url, fleet, stop: () => everything.disposeAsync() };
}

type Stores = Pick<FleetOptions, "workers" | "observations" | "eventLog" | "leases"> & Disposable;

async function openStores({ STORE, DATA_DIR }: Variables): Promise<Stores> {
  if (STORE === "sqlite") {
    await mkdir(DATA_DIR, { recursive: true, mode: 0o700 });
    return sqliteStores({ path: join(DATA_DIR, "fleet.db") });
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
      try {
        return { trust: "ca", ca: await readFile(CML_WORKER_API_CA_FILE ?? "", "utf8") };
      } catch {
        throw new SettingsError(["CML_WORKER_API_CA_FILE: the file cannot be read."]);
      }
  }
}
