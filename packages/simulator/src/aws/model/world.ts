import type { CmlSimulatorOptions } from "../../cml/options.ts";
import type { AwsSimulatorOptions, ControllersOptions, Delays } from "../options.ts";
import { defaultImages, type Image, makeImage } from "./image.ts";
import type { Instance } from "./instance.ts";
import type { Launch } from "./launches.ts";

export interface Region {
  readonly name: string;
  readonly images: Map<string, Image>;
  readonly instances: Map<string, Instance>;
  readonly launches: Map<string, Launch>;
}

/** The whole simulated account. */
export interface World {
  readonly seed: number;
  readonly account: string;
  readonly clock: () => number;
  readonly delays: Delays;
  readonly controllers: ControllersOptions;
  readonly controllerDefaults: CmlSimulatorOptions;
  readonly regions: ReadonlyMap<string, Region>;
  /** A number never given out before. */
  nextOrdinal(): number;
  /** A public address other than the last ones; there are 508, so big fleets share them. */
  nextPublicIp(): string;
}

const defaultDelays: Delays = {
  startMs: 20_000,
  stopMs: 40_000,
  terminateMs: 30_000,
  statusChecksMs: 120_000,
  vanishMs: 3_600_000,
  monitoringMs: 5_000,
};

export function makeWorld(options: AwsSimulatorOptions): World {
  const {
    seed = 1,
    clock = Date.now,
    account = "123456789012",
    regions = ["us-east-1", "eu-west-1"],
  } = options;
  const { host = "127.0.0.1", controllers = {}, images = defaultImages(regions) } = options;
  const byName = new Map(
    regions.map((name): [string, Region] => [
      name,
      { name, images: new Map(), instances: new Map(), launches: new Map() },
    ]),
  );
  images.forEach((seedImage, index) => {
    const image = makeImage(seedImage, index, seed, account);
    const region = byName.get(seedImage.region);
    if (!region)
      throw new TypeError(`Image ${image.name} is in ${seedImage.region}, which is not simulated.`);
    region.images.set(image.id, image);
  });

  // The images have the first ones.
  let ordinal = images.length;
  let address = 0;
  return {
    seed,
    account,
    clock,
    delays: { ...defaultDelays, ...options.delays },
    controllers,
    controllerDefaults: { host, clock, bootMs: controllers.bootMs ?? 90_000, ...controllers.defaults },
    regions: byName,
    nextOrdinal: () => ordinal++,
    nextPublicIp() {
      const position = address++ % 508;
      return position < 254 ? `203.0.113.${position + 1}` : `198.51.100.${position - 253}`;
    },
  };
}
