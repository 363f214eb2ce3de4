import type { CmlSimulatorOptions } from "../../cml/options.ts";
import { SimulatorError } from "../../simulator-error.ts";
import type { ActionLimits, CapacityLimit } from "../limit-options.ts";
import type { AwsSimulatorOptions, ControllersOptions, Delays, SeedImage } from "../options.ts";
import { type PublicAddresses, publicAddresses } from "./addresses.ts";
import { defaultImages, type Image, makeImage } from "./image.ts";
import type { Instance } from "./instance.ts";
import { type Launch, leastToCheck } from "./launches.ts";
import { type PrivateAddresses, privateAddresses } from "./private-addresses.ts";
import { publishedLimits } from "./published-limits.ts";
import { type PublishedMetrics, publishedMetrics } from "./published-metrics.ts";
import { type TokenBuckets, tokenBuckets } from "./token-buckets.ts";

export interface Region {
  readonly name: string;
  readonly images: Map<string, Image>;
  /** When images were deregistered, by id. */
  readonly withdrawn: Map<string, number>;
  readonly instances: Map<string, Instance>;
  /** Zones of the subnets that launches named, beside those of the default VPC, by id. */
  readonly subnets: Map<string, string>;
  readonly privateAddresses: PrivateAddresses;
  /** By client token. */
  readonly launches: Map<string, Launch>;
  /** With that many of them, it is time to look which can be forgotten. */
  launchesToCheck: number;
  /** Metrics that came by PutMetricData. */
  readonly published: PublishedMetrics;
  readonly buckets: TokenBuckets;
}

/** What all accounts have in common. */
export interface Shared {
  readonly seed: number;
  readonly clock: () => number;
  readonly delays: Delays;
  /** Room for instances; the limits may be replaced at any time. */
  readonly capacity: { limits: readonly CapacityLimit[] };
  readonly controllers: ControllersOptions;
  readonly controllerDefaults: CmlSimulatorOptions;
  readonly regionNames: readonly string[];
  readonly seedImages: readonly SeedImage[];
  readonly limits: ActionLimits;
  /** Instances of one region of an account. */
  readonly instanceLimit: number;
  readonly publicAddresses: PublicAddresses;
  /** A number never given out before. */
  nextOrdinal(): number;
}

/** One simulated account. */
export interface World extends Shared {
  readonly account: string;
  readonly regions: ReadonlyMap<string, Region>;
  /** Of calls that go to no region. */
  readonly buckets: TokenBuckets;
}

const defaultDelays: Delays = {
  startMs: 20_000,
  stopMs: 40_000,
  terminateMs: 30_000,
  statusChecksMs: 120_000,
  vanishMs: 3_600_000,
  monitoringMs: 5_000,
  consistencyMs: 0,
  tagsMs: 0,
  readLagMs: 0,
  clientTokenMs: 86_400_000,
};

export function makeShared(options: AwsSimulatorOptions, accounts: readonly string[]): Shared {
  const { seed = 1, clock = Date.now, regions = ["us-east-1", "eu-west-1"] } = options;
  const { host = "127.0.0.1", controllers = {}, capacity = [], limits = "none" } = options;
  const seedImages = options.images ?? accounts.flatMap((ownerId) => defaultImages(regions, ownerId));
  // The images have the first ones.
  let ordinal = seedImages.length;
  return {
    seed,
    clock,
    delays: { ...defaultDelays, ...options.delays },
    capacity: { limits: capacity },
    controllers,
    controllerDefaults: { host, clock, bootMs: controllers.bootMs ?? 90_000, ...controllers.defaults },
    regionNames: regions,
    seedImages,
    limits: actionLimits(limits),
    instanceLimit: options.instanceLimit ?? 10_000,
    publicAddresses: publicAddresses(),
    nextOrdinal: () => ordinal++,
  };
}

/** An account with the images it can see: its own, and those of accounts that are not simulated. */
export function makeWorld(shared: Shared, account: string, accounts: readonly string[]): World {
  const regions = new Map(
    shared.regionNames.map((name): [string, Region] => [name, emptyRegion(shared, name)]),
  );
  shared.seedImages.forEach((seedImage, ordinal) => {
    const image = makeImage(seedImage, ordinal, shared.seed, accounts[0]!);
    const region = regions.get(seedImage.region);
    if (!region)
      throw new SimulatorError(
        `The option images[${ordinal}].region is ${seedImage.region}, which is not simulated: name it in regions.`,
        { code: "invalid_option", option: `images[${ordinal}].region` },
      );
    if (image.ownerId === account || !accounts.includes(image.ownerId)) region.images.set(image.id, image);
  });
  return { ...shared, account, regions, buckets: tokenBuckets(shared.limits, shared.clock) };
}

function emptyRegion({ limits, clock }: Shared, name: string): Region {
  return {
    name,
    images: new Map(),
    withdrawn: new Map(),
    instances: new Map(),
    subnets: new Map(),
    privateAddresses: privateAddresses(),
    launches: new Map(),
    launchesToCheck: leastToCheck,
    published: publishedMetrics(),
    buckets: tokenBuckets(limits, clock),
  };
}

function actionLimits(limits: NonNullable<AwsSimulatorOptions["limits"]>): ActionLimits {
  if (limits === "none") return {};
  return limits === "published" ? publishedLimits : limits;
}
