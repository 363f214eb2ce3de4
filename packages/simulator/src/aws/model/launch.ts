import type { CmlSimulatorOptions } from "../../cml/options.ts";
import { seededHex } from "../../random/seeded.ts";
import type { AgentDimensions } from "../options.ts";
import { type Host, makeHost } from "./host.ts";
import type { CpuOptions, Instance, MetadataOptions } from "./instance.ts";
import { takePlace } from "./instance-place.ts";
import type { Order } from "./instance-state.ts";
import { hardwareOf } from "./instance-types.ts";
import type { SecurityGroup } from "./network.ts";
import { makeVolumes, rootDevice, rootShape, type VolumePlan, volumeShapes } from "./volume.ts";
import type { Region, World } from "./world.ts";

/** What a new instance is to be. */
export interface InstancePlan {
  readonly id?: string;
  readonly reservationId: string;
  readonly launchIndex: number;
  readonly imageId: string;
  readonly type: string;
  readonly order: Order;
  /** When it was started last. @defaultValue with its order */
  readonly launchedMs?: number;
  readonly availabilityZone?: string;
  readonly tags: ReadonlyMap<string, string>;
  readonly volumeTags?: ReadonlyMap<string, string>;
  readonly keyName?: string;
  readonly subnetId?: string;
  readonly groups?: readonly SecurityGroup[];
  readonly privateIp?: string;
  /** Whether it gets a public address with each start. @defaultValue true */
  readonly publicAddress?: boolean;
  readonly volumes?: readonly VolumePlan[];
  /** ARN of its instance profile. */
  readonly profile?: string;
  readonly spot?: boolean;
  readonly ebsOptimized?: boolean;
  readonly clientToken?: string;
  readonly detailedMonitoring?: boolean;
  readonly terminationProtected?: boolean;
  readonly stopProtected?: boolean;
  readonly cpuOptions?: CpuOptions;
  readonly metadataOptions?: MetadataOptions;
  /** Whether a stop may hibernate it. @defaultValue false */
  readonly hibernation?: boolean;
  /** @defaultValue from the beginning */
  readonly knownFromMs?: number;
  /** From when on descriptions show its tags. @defaultValue from the beginning */
  readonly tagsFromMs?: number;
  /** @defaultValue "instanceId" */
  readonly agent?: AgentDimensions | false;
  readonly controller?: CmlSimulatorOptions | false;
}

const defaultMetadataOptions: MetadataOptions = {
  httpTokens: "optional",
  hopLimit: 1,
  httpEndpoint: "enabled",
};

/** A new reservation id. */
export function newReservationId(world: World): string {
  return `r-${seededHex(17, world.seed, "reservation", world.nextOrdinal())}`;
}

/** Adds an instance to a region; its controller is not started yet. */
export function addInstance(world: World, region: Region, plan: InstancePlan): Instance {
  const ordinal = world.nextOrdinal();
  const { seed } = world;
  const id = plan.id ?? `i-${seededHex(17, seed, "instance", ordinal)}`;
  if (region.instances.has(id)) throw new TypeError(`There are two instances ${id} in ${region.name}.`);
  const { agent = "instanceId", detailedMonitoring: detailed = false } = plan;
  const host = hostFor(world, id, ordinal, plan);
  const { volumes = [rootShape(plan.imageId, rootDevice)] } = region.images.get(plan.imageId) ?? {};
  const shapes = volumeShapes(volumes, plan.volumes ?? []);
  const instance: Instance = {
    id,
    region: region.name,
    ordinal,
    reservationId: plan.reservationId,
    launchIndex: plan.launchIndex,
    imageId: plan.imageId,
    type: plan.type,
    ...takePlace(world, region, plan, { id, ordinal }),
    ...asAsked(plan),
    volumes: makeVolumes(shapes, plan.volumeTags ?? new Map(), seed, ordinal),
    ...(agent && { agent }),
    tags: new Map(plan.tags),
    ...(host && { host }),
    runs: [],
    order: plan.order,
    transitionReason: "",
    launchedMs: wholeSeconds(plan.launchedMs ?? plan.order.atMs),
    // It gets one with each start, and this is none.
    publicIp: "",
    // Basic monitoring is there from the first moment, detailed monitoring takes its time.
    monitoring: [{ detailed, atMs: plan.order.atMs - (detailed ? 0 : world.delays.monitoringMs) }],
    checks: { sinceMs: plan.order.atMs },
    pastChecks: [],
    revision: 0,
  };
  region.instances.set(id, instance);
  return instance;
}

/** EC2 counts what it says about launches in seconds. */
export function wholeSeconds(atMs: number): number {
  return Math.floor(atMs / 1_000) * 1_000;
}

/** What an instance has as its launch says, or as EC2 has it otherwise. */
function asAsked({
  knownFromMs = 0,
  tagsFromMs = 0,
  keyName,
  profile,
  publicAddress = true,
  spot = false,
  ebsOptimized = false,
  clientToken = "",
  terminationProtected = false,
  stopProtected = false,
  cpuOptions = {},
  hibernation = false,
  metadataOptions = defaultMetadataOptions,
}: InstancePlan) {
  return {
    knownFromMs,
    tagsFromMs,
    ...(keyName !== undefined && { keyName }),
    ...(profile !== undefined && { profile }),
    publicAddress,
    spot,
    ebsOptimized,
    clientToken,
    terminationProtected,
    stopProtected,
    cpuOptions,
    hibernation,
    metadataOptions,
  };
}

function hostFor(world: World, instanceId: string, ordinal: number, plan: InstancePlan): Host | undefined {
  const { enabled = true, identities } = world.controllers;
  if (!enabled || plan.controller === false) return undefined;
  const controller: CmlSimulatorOptions = {
    seed: world.seed * 1_000_003 + ordinal,
    hardware: hardwareOf(plan.type),
    ...world.controllerDefaults,
    ...plan.controller,
    // One clock moves the whole world.
    clock: world.clock,
  };
  return makeHost({ instanceId, controller, ...(identities && { identities }) });
}
