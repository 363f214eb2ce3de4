import { setImmediate } from "node:timers/promises";
import { powerOff } from "../../cml/controller.ts";
import { seededHex } from "../../random/seeded.ts";
import { SimulatorError } from "../../simulator-error.ts";
import type { SeedInstance } from "../options.ts";
import type { Accounts } from "./accounts.ts";
import { bringUp } from "./bring-up.ts";
import type { Instance } from "./instance.ts";
import type { Order } from "./instance-state.ts";
import { addInstance, newReservationId } from "./launch.ts";
import { userInitiated } from "./power.ts";
import type { Region, World } from "./world.ts";

const hourMs = 3_600_000;

/**
 * Makes the instances that exist from the beginning, and starts the controllers of those that run.
 *
 * @throws the reason of the signal, which leaves them as far as they are
 */
export async function seedInstances(
  { worlds, home }: Accounts,
  seeds: readonly SeedInstance[],
  signal?: AbortSignal,
): Promise<void> {
  const planted = await someAtATime([...seeds.entries()], signal, async ([index, seed]) => {
    const world = seed.account === undefined ? home : worlds.get(seed.account);
    if (!world)
      throw wrong(index, "account", `is ${seed.account}, which is not simulated: name it in otherAccounts`);
    return { world, instance: plant(world, seed, index) };
  });
  const running = planted.filter(({ instance }) => instance.order.kind === "start");
  await someAtATime(running, signal, ({ world, instance }) => bringUp(world, instance));
}

/** Thousands at once would keep the process from hearing that it is to end. @throws the reason of the signal */
async function someAtATime<Item, Result>(
  items: readonly Item[],
  signal: AbortSignal | undefined,
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  while (results.length < items.length) {
    results.push(...(await Promise.all(items.slice(results.length, results.length + 100).map(work))));
    await setImmediate();
    signal?.throwIfAborted();
  }
  return results;
}

function plant(world: World, seed: SeedInstance, index: number): Instance {
  const { state = "running", type = "c5.4xlarge", name, tags = {} } = seed;
  const region = world.regions.get(seed.region);
  if (!region) throw wrong(index, "region", `is ${seed.region}, which is not simulated: name it in regions`);
  const id = seed.id ?? `i-${seededHex(17, world.seed, "seed instance", index)}`;
  if (region.instances.has(id))
    throw wrong(index, "id", `is ${id}, which another instance in ${region.name} has: give it another one`);
  const { detailedMonitoring, agent, controller } = seed;
  const order = orderFor(state, world.clock());
  const instance = addInstance(world, region, {
    id,
    reservationId: newReservationId(world),
    launchIndex: 0,
    imageId: imageFor(region, seed.image, index),
    type,
    order,
    ...(order.kind !== "start" && { launchedMs: order.atMs - 6 * hourMs }),
    tags: new Map(Object.entries({ ...(name !== undefined && { Name: name }), ...tags })),
    ...(detailedMonitoring !== undefined && { detailedMonitoring }),
    ...(agent !== undefined && { agent }),
    ...(controller !== undefined && { controller }),
  });
  if (order.kind !== "start") instance.transitionReason = userInitiated(order.atMs);
  // Only labs of a machine that has been up for long can be running.
  if (state !== "running" && instance.host) powerOff(instance.host.controller);
  return instance;
}

function imageFor({ name, images }: Region, wanted: string | undefined, index: number): string {
  const all = [...images.values()];
  const image = wanted === undefined ? all[0] : all.find(({ id, name }) => id === wanted || name === wanted);
  if (image) return image.id;
  throw wrong(
    index,
    "image",
    `is ${wanted ?? "missing"}, and there is no such image in ${name}: see the option images`,
  );
}

/** A seed that contradicts the others. */
function wrong(index: number, member: keyof SeedInstance, problem: string): SimulatorError {
  const option = `instances[${index}].${member}`;
  return new SimulatorError(`The option ${option} ${problem}.`, { code: "invalid_option", option });
}

/** The order that led to this state, given long enough ago. */
function orderFor(state: NonNullable<SeedInstance["state"]>, nowMs: number): Order {
  switch (state) {
    case "pending":
      return { kind: "start", atMs: nowMs };
    case "running":
      return { kind: "start", atMs: nowMs - 6 * hourMs };
    case "stopping":
      return { kind: "stop", atMs: nowMs };
    case "stopped":
      return { kind: "stop", atMs: nowMs - hourMs };
    case "terminated":
      return { kind: "terminate", atMs: nowMs - hourMs / 12 };
  }
}
