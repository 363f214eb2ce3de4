import { describe, expect, test } from "vitest";
import { CoreError } from "../errors.ts";
import { workflowScene } from "../test/workflow-scene.ts";
import { refreshFleet } from "./refresh-fleet.ts";

const down = new CoreError("The region is down.", { code: "unavailable", retryable: true });

/** A worker whose controller was visited once, and is known by its certificate since. */
async function known() {
  const scene = workflowScene();
  const adopted = await scene.adopt();
  await refreshFleet(scene.ports);
  const cml = async () => (await scene.ports.observations.load([adopted.id])).get(adopted.id)?.cml;
  return { scene, cml, visits: scene.gateway.visits(), ...adopted };
}

describe("a controller that is known by its certificate", () => {
  test("is visited while the provider is still being asked, and only once", async () => {
    const { scene, visits } = await known();
    const { instances } = scene.ports;
    const asked = Promise.withResolvers<void>();
    const describeLate: typeof instances.describe = async (refs, options) => {
      await asked.promise;
      return instances.describe(refs, options);
    };
    const look = refreshFleet({ ...scene.ports, instances: { ...instances, describe: describeLate } });
    await expect.poll(() => scene.gateway.visits()).toBe(visits + 1);
    asked.resolve();
    await look;
    expect(scene.gateway.visits()).toBe(visits + 1);
  });

  test("is watched even while the provider gives no answer", async () => {
    const { scene, id, controller, cml } = await known();
    const before = await scene.worker(id);
    scene.cloud.fail(down, { region: "eu-west-1" });
    controller.change({ version: "2.10.0" });
    expect((await refreshFleet(scene.ports)).errors).toEqual([down]);
    expect((await cml())?.version).toBe("2.10.0");
    expect(await scene.worker(id)).toEqual(before);
    controller.fail("visit", { code: "timeout", message: "It did not answer in time." });
    await refreshFleet(scene.ports);
    expect((await scene.worker(id)).service).toMatchObject({
      status: "unavailable",
      reason: { code: "timeout" },
    });
  });

  test("is visited again where it is now, when its machine has moved", async () => {
    const { scene, machine, visits, cml } = await known();
    const fingerprint = scene.controllerOf(machine).now().fingerprint256;
    machine.change({ publicIp: "198.51.100.9" });
    scene.controllerOf(machine).change({ version: "2.10.0", fingerprint256: fingerprint });
    await refreshFleet(scene.ports);
    expect(scene.gateway.visits()).toBe(visits + 2);
    expect((await cml())?.version).toBe("2.10.0");
  });

  test("has said nothing once its machine turns out to be stopped", async () => {
    const { scene, id, machine, controller, cml } = await known();
    machine.change({ power: "stopped" });
    controller.change({ version: "2.10.0" });
    await refreshFleet(scene.ports);
    expect((await scene.worker(id)).lifecycle.status).toBe("stopped");
    expect((await cml())?.version).toBe("2.9.0+build.6");
  });
});

test("a controller whose certificate nobody knows yet waits for the provider: its address may be another's by now", async () => {
  const scene = workflowScene();
  await scene.adopt();
  scene.cloud.fail(down, { region: "eu-west-1" });
  await refreshFleet(scene.ports);
  expect(scene.gateway.visits()).toBe(0);
});
