import type { CoreError } from "../../errors.ts";
import { type Clock, systemClock, timestamp } from "../../kernel/time.ts";
import type { ImageCatalog, ImageInfo } from "../../ports/images.ts";
import type { InstanceControl, InstanceReader, InstanceSnapshot } from "../../ports/instances.ts";
import type { MetricsReader } from "../../ports/metrics.ts";
import { machineControl } from "./control.ts";
import { type CloudFault, type CloudOperation, cloudFaults } from "./faults.ts";
import { imageCatalog } from "./images.ts";
import { type CloudMachine, type MachineModel, machineModel } from "./machine.ts";
import { metricsReader } from "./metrics.ts";
import { keyOf, machineReader } from "./reader.ts";

/** How {@link memoryCloud} tells the time. */
export interface MemoryCloudOptions {
  /** @defaultValue the system's clock */
  readonly clock?: Clock;
  /** From `pending` to `running`, in milliseconds on the clock; `Infinity` waits for `settle()`. @defaultValue 0 */
  readonly startMs?: number;
  /** From `stopping` to `stopped`, in milliseconds on the clock; `Infinity` waits for `settle()`. @defaultValue 0 */
  readonly stopMs?: number;
}

/** What to plant: a running machine of a `c5.2xlarge` type with both addresses, unless `parts` say otherwise. */
export type PlantedMachine = Partial<Omit<InstanceSnapshot, "observedAt">> & Pick<InstanceSnapshot, "region">;

/** A provider of machines in memory: three ports, and the handles a test moves it by. */
export interface MemoryCloud {
  readonly instances: InstanceReader & InstanceControl;
  readonly images: ImageCatalog;
  readonly metrics: MetricsReader;
  /** The account that `self` stands for. */
  readonly account: string;
  /** Makes an image: of this account, made now and with an id of its own, unless `parts` say otherwise. */
  plantImage(parts: Partial<ImageInfo> & Pick<ImageInfo, "region">): ImageInfo;
  /** Makes a machine. */
  plantMachine(parts: PlantedMachine): CloudMachine;
  /** Makes the provider forget a machine. */
  uproot(machine: Pick<CloudMachine, "region" | "id">): void;
  /** Makes every call fail that the fault is about. @returns Ends it. */
  fail(error: CoreError, where?: Omit<CloudFault, "error">): () => void;
  /** How often each operation was called. */
  calls(): Readonly<Record<CloudOperation, number>>;
}

/**
 * A cloud for tests and demos: it behaves as the ports promise, and forgets everything when the process ends.
 *
 * @example
 * ```ts
 * const cloud = memoryCloud({ clock, startMs: 20_000 });
 * const machine = cloud.plantMachine({ region: "eu-west-1", power: "stopped" });
 * await cloud.instances.start([machine]);
 * clock.advance(20_000); // and it runs
 * ```
 */
export function memoryCloud(options: MemoryCloudOptions = {}): MemoryCloud {
  const { clock = systemClock, startMs = 0, stopMs = 0 } = options;
  const machines = new Map<string, MachineModel>();
  const images = new Map<string, ImageInfo>();
  const faults = cloudFaults();
  const account = "123456789012";
  let made = 0;
  const nextId = (prefix: string) => `${prefix}-${(++made).toString(16).padStart(17, "0")}`;
  // 198.18.0.0/15 is set aside for tests of this kind (RFC 2544).
  const nextAddress = () => `198.18.${(++made >> 8) & 255}.${made & 255}`;

  return {
    instances: {
      ...machineReader(machines, faults, clock),
      ...machineControl(machines, faults, { startMs, stopMs, nextAddress, now: () => timestamp(clock) }),
    },
    images: imageCatalog(images, faults, account),
    metrics: metricsReader(machines, faults),
    account,
    plantImage(parts) {
      const id = parts.id ?? nextId("ami");
      const image = { id, name: `image ${id}`, createdAt: timestamp(clock), ownerId: account, ...parts };
      images.set(`${image.region}/${id}`, image);
      return image;
    },
    plantMachine(parts) {
      const { power = "running" } = parts;
      const machine = machineModel(clock, {
        id: nextId("i"),
        power,
        imageId: "ami-0000000000000000a",
        instanceType: "c5.2xlarge",
        launchedAt: timestamp(clock),
        ...(power === "running" && { publicIp: nextAddress() }),
        privateIp: `10.0.${(made >> 8) & 255}.${made & 255}`,
        tags: {},
        detailedMonitoring: "off",
        ...structuredClone(parts),
      });
      machines.set(keyOf(machine), machine);
      return machine;
    },
    uproot: (machine) => void machines.delete(keyOf(machine)),
    fail: (error, where = {}) => faults.add({ error, ...where }),
    calls: faults.calls,
  };
}
