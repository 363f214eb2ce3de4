import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { fleetJobs } from "../jobs/fleet-jobs.ts";
import { type Adopted, type WorkflowScene, workflowScene } from "../test/workflow-scene.ts";
import { METRICS_JOB } from "../workflows/refresh-worker.ts";
import { type Stragglers, stragglers } from "./stragglers.ts";

// The waits for visits and for company in a batch; nothing else takes time here.
beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }));
afterEach(() => void vi.useRealTimers());

const timeout = { code: "timeout", message: "It did not answer in time." } as const;
const noFailure = (id: string, error: unknown) => expect.unreachable(`${id}: ${error}`);

/** Workers of which the first 150 hang: more than twice the places there are. */
async function mostlyHanging() {
  const scene = workflowScene();
  const workers: Adopted[] = [];
  for (let index = 0; index < 160; index++) workers.push(await scene.adopt());
  const [hanging, sound] = [workers.slice(0, 150), workers.slice(150)];
  for (const { controller } of hanging) controller.hang();
  const statuses = (some: readonly Adopted[]) =>
    Promise.all(some.map(async ({ id }) => (await scene.worker(id)).service.status));
  return { scene, hanging, sound, statuses };
}

/** Runs the fleet's job. @returns after how many milliseconds it ended */
async function cycle({ ports }: WorkflowScene, late: Stragglers): Promise<number> {
  const handler = fleetJobs(ports, {}, late).get(METRICS_JOB);
  const signal = new AbortController().signal;
  const run = { ended: false };
  const end = handler?.({ job: METRICS_JOB, key: METRICS_JOB, payload: {}, signal }).finally(() => {
    run.ended = true;
  });
  let elapsed = 0;
  for (; !run.ended; elapsed += 250) await vi.advanceTimersByTimeAsync(250);
  await end;
  return elapsed;
}

describe("many controllers that hang", () => {
  test("hold the first look up for seconds, and those that come while they hang not at all", async () => {
    const { scene, sound, statuses } = await mostlyHanging();
    const late = stragglers(noFailure);
    expect(await cycle(scene, late)).toBeLessThanOrEqual(6_500);
    expect(new Set(await statuses(sound))).toEqual(new Set(["available"]));
    const visits = scene.gateway.visits();
    for (const _ of [1, 2, 3]) expect(await cycle(scene, late)).toBeLessThanOrEqual(500);
    expect(scene.gateway.visits() - visits).toBe(3 * sound.length);
    await late.stop();
  });

  test("do not delay those that answer once they are known", async () => {
    const { scene, hanging, sound, statuses } = await mostlyHanging();
    const late = stragglers(noFailure);
    for (const { controller } of hanging) controller.fail("visit", timeout);
    await cycle(scene, late);
    const known = hanging.map(({ id }) => scene.next("worker.snapshot", id));
    for (const { controller } of hanging) controller.answer();
    await Promise.all(known);
    expect(new Set(await statuses(hanging))).toEqual(new Set(["unavailable"]));

    for (const { controller } of hanging) controller.hang();
    for (const { controller } of sound) controller.change({ version: "2.10.0" });
    const heard = Promise.all(sound.map(({ id }) => scene.next("worker.snapshot", id)));
    const look = cycle(scene, late);
    for (const { data } of await heard) expect(data).toMatchObject({ cml_version: "2.10.0" });
    expect(await look).toBeGreaterThan(2_000);
    await late.stop();
  });
});

/** A look that left one visit to the stragglers. */
async function oneLate() {
  const scene = workflowScene();
  const adopted = await scene.adopt();
  const failures: unknown[] = [];
  const late = stragglers((_, error) => void failures.push(error));
  adopted.controller.hang();
  await cycle(scene, late);
  expect(late.has(adopted.id)).toBe(true);
  return { scene, late, failures, ...adopted };
}

describe("a visit that no look waits for", () => {
  test("is saved and told when it ends", async () => {
    const { scene, late, id, controller } = await oneLate();
    const told = scene.next("worker.snapshot", id);
    controller.answer();
    expect((await told).data).toMatchObject({ service_status: "available", cml_version: "2.9.0+build.6" });
    expect((await scene.ports.observations.load([id])).get(id)).toMatchObject({
      ec2: { instanceCheck: "ok" },
      cml: { version: "2.9.0+build.6" },
    });
    await late.stop();
    expect(late.has(id)).toBe(false);
  });

  test("says nothing of a worker whose controller is elsewhere by then", async () => {
    const { scene, late, id, machine, controller } = await oneLate();
    machine.change({ publicIp: "198.51.100.9" });
    scene.controllerOf(machine).change({ version: "2.10.0" });
    await cycle(scene, late);
    controller.answer();
    await vi.waitFor(() => expect(late.has(id)).toBe(false));
    expect((await scene.worker(id)).service.status).toBe("unavailable");
    await cycle(scene, late);
    expect((await scene.ports.observations.load([id])).get(id)?.cml?.version).toBe("2.10.0");
    await late.stop();
  });

  test("ends when the fleet stops, without a complaint", async () => {
    const { scene, late, id, failures } = await oneLate();
    await late.stop();
    expect(failures).toEqual([]);
    expect((await scene.worker(id)).service.status).toBe("unavailable");
  });

  test("whose outcome cannot be saved is complained about", async () => {
    const { scene, late, failures, controller } = await oneLate();
    const broken = new Error("The disk is full.");
    vi.spyOn(scene.ports.observations, "save").mockRejectedValue(broken);
    controller.answer();
    await vi.waitFor(() => expect(failures).toEqual([broken]));
    await late.stop();
  });
});
