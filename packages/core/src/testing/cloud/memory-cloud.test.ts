import { describe, expect, test } from "vitest";
import { CoreError } from "../../errors.ts";
import {
  type CloudMachine,
  check,
  type ImageScene,
  type InstanceScene,
  imageContract,
  instanceContract,
  type MemoryCloudOptions,
  type MetricsScene,
  manualClock,
  memoryCloud,
  metricsContract,
} from "../index.ts";

const regions = ["eu-west-1", "us-east-1"] as const;
const down = new CoreError("The region is down.", { code: "unavailable", retryable: true });

const instances = (options: MemoryCloudOptions) => async (): Promise<InstanceScene> => {
  const cloud = memoryCloud(options);
  const machines = new Map<string, CloudMachine>();
  return {
    instances: cloud.instances,
    regions,
    image: async (region) => cloud.plantImage({ region }).id,
    async launch(order) {
      const machine = cloud.plantMachine(order);
      machines.set(machine.id, machine);
      return machine;
    },
    breakRegion: async (region) => void cloud.fail(down, { region }),
    async impair({ id }) {
      const machine = machines.get(id);
      if (machine) machine.checks = { instance: "impaired", system: "ok" };
    },
  };
};

describe("memoryCloud", () => {
  describe("instances that move at once", () => {
    check(test, instanceContract(instances({})));
  });
  describe("instances that take their time", () => {
    check(test, instanceContract(instances({ startMs: 30, stopMs: 30 }), { pollMs: 5 }));
  });
  describe("images", () => {
    const open = async (): Promise<ImageScene> => {
      const clock = manualClock();
      const cloud = memoryCloud({ clock });
      return {
        images: cloud.images,
        regions,
        stranger: "210987654321",
        async plant(image) {
          clock.advance(1_000);
          return cloud.plantImage(image);
        },
      };
    };
    check(test, imageContract(open));
  });
  describe("metrics", () => {
    const open = async (): Promise<MetricsScene> => {
      const cloud = memoryCloud();
      return {
        metrics: cloud.metrics,
        regions,
        async measured(region) {
          const machine = cloud.plantMachine({ region });
          const newestCpu = { value: 12.5, at: "2026-01-01T00:05:00.000Z" };
          machine.measure({ metric: "cpu", ...newestCpu });
          machine.measure({ metric: "cpu", value: 99, at: "2026-01-01T00:00:00.000Z" });
          return { snapshot: machine.snapshot(), newestCpu };
        },
        unmeasured: async (region) => cloud.plantMachine({ region }).snapshot(),
        stopped: async (region) => cloud.plantMachine({ region, power: "stopped" }).snapshot(),
        breakRegion: async (region) => void cloud.fail(down, { region }),
      };
    };
    check(test, metricsContract(open));
  });

  test("moves a machine when its clock says so, or on demand", async () => {
    const clock = manualClock();
    const cloud = memoryCloud({ clock, startMs: 20_000, stopMs: Number.POSITIVE_INFINITY });
    const machine = cloud.plantMachine({ region: "eu-west-1", power: "stopped" });
    await cloud.instances.start([machine]);
    clock.advance(19_999);
    expect(machine.snapshot().power).toBe("pending");
    clock.advance(1);
    expect(machine.snapshot().power).toBe("running");
    await cloud.instances.stop([machine]);
    clock.advance(1e9);
    expect(machine.snapshot()).not.toHaveProperty("publicIp");
    expect(machine.snapshot().power).toBe("stopping");
    machine.settle();
    expect(machine.snapshot().power).toBe("stopped");
  });

  test("fails a call, a region or one machine, until that is over", async () => {
    const cloud = memoryCloud();
    const [one, other] = ["eu-west-1", "us-east-1"].map((region) => cloud.plantMachine({ region }));
    const over = cloud.fail(down, { operation: "stop", region: "eu-west-1", id: one?.id ?? "" });
    const stop = async () =>
      (await cloud.instances.stop([one, other].filter((m) => m !== undefined))).map(({ ok }) => ok);
    expect(await stop()).toEqual([false, true]);
    over();
    expect(await stop()).toEqual([true, true]);
    expect(cloud.calls()).toMatchObject({ stop: 2, describe: 0 });
  });
});
