import { AwsApiError } from "../aws-error.ts";
import { bringUp, noteEndpoint, runsFrom } from "./bring-up.ts";
import { roomIn } from "./capacity.ts";
import type { Instance, Seen } from "./instance.ts";
import type { InstanceState } from "./instance-state.ts";
import { type Looking, lookOf } from "./lag.ts";
import { wholeSeconds } from "./launch.ts";
import { endRun } from "./runs.ts";
import type { Region, World } from "./world.ts";

/** An instance's state before and after an order. */
export interface StateChange {
  readonly instance: Instance;
  readonly previous: InstanceState;
  readonly current: InstanceState;
}

/** @throws AwsApiError `IncorrectInstanceState` when one of them cannot be started. */
export function refuseStart(seen: readonly Seen[]): void {
  refuseUnless(seen, ["stopped", "pending", "running"], "started");
}

/** @throws AwsApiError when there is no room for all of them. */
export function refuseWithoutRoom(world: World, region: Region, seen: readonly Seen[]): void {
  const room = roomIn(world, region);
  for (const { instance, state } of seen) {
    const refusal =
      state === "stopped" && room.take({ zone: instance.availabilityZone, type: instance.type });
    if (refusal) throw refusal;
  }
}

/** Starts instances; for those that run, or are about to, there is nothing to do. Ask `refuseStart` first. */
export async function startInstances(world: World, seen: readonly Seen[]): Promise<StateChange[]> {
  return Promise.all(
    seen.map(async ({ instance, state }): Promise<StateChange> => {
      if (state !== "stopped") return { instance, previous: state, current: state };
      const now = world.clock();
      instance.order = { kind: "start", atMs: now, before: lookOf({ instance, state }) };
      instance.launchedMs = wholeSeconds(now);
      instance.transitionReason = "";
      await bringUp(world, instance);
      return { instance, previous: state, current: "pending" };
    }),
  );
}

/** @throws AwsApiError `IncorrectInstanceState` or `OperationNotPermitted` when one of them cannot be stopped. */
export function refuseStop(seen: readonly Seen[]): void {
  refuseUnless(seen, ["running", "stopping", "stopped"], "stopped");
  const kept = seen.find(({ instance }) => instance.stopProtected);
  if (!kept) return;
  throw new AwsApiError(
    "OperationNotPermitted",
    `The instance '${kept.instance.id}' may not be stopped. Modify its 'disableApiStop' instance attribute and try again.`,
  );
}

/** @throws AwsApiError `UnsupportedHibernationConfiguration` when one of them was not launched for that. */
export function refuseHibernation(seen: readonly Seen[]): void {
  const refused = seen.find(({ instance }) => !instance.hibernation);
  if (!refused) return;
  // The code is EC2's, the wording an assumption.
  throw new AwsApiError(
    "UnsupportedHibernationConfiguration",
    `The instance '${refused.instance.id}' is not enabled for hibernation.`,
  );
}

/** @throws AwsApiError `IncorrectInstanceState` when the monitoring of one of them can no longer change; an assumption. */
export function refuseMonitoring(seen: readonly Seen[]): void {
  refuseUnless(seen, ["pending", "running", "stopping", "stopped"], "monitored");
}

/** @throws AwsApiError `IncorrectInstanceState` when one of them cannot be rebooted. */
export function refuseReboot(seen: readonly Seen[]): void {
  refuseUnless(seen, ["pending", "running"], "rebooted");
}

/** Reboots instances: they run on, at the same address, and what is on them boots anew. */
export async function rebootInstances(world: World, seen: readonly Seen[]): Promise<void> {
  await Promise.all(
    seen.map(async ({ instance }) => {
      // One that is pending does not run any sooner for it.
      const anew = (): number => Math.max(world.clock(), runsFrom(world, instance));
      noteEndpoint(instance, await instance.host?.restart(anew));
    }),
  );
}

/** Stops instances; for those that are stopped, or about to be, there is nothing to do. Ask `refuseStop` first. */
export async function stopInstances(world: World, seen: readonly Seen[]): Promise<StateChange[]> {
  return Promise.all(
    seen.map(async ({ instance, state }): Promise<StateChange> => {
      if (state !== "running") return { instance, previous: state, current: state };
      await bringDown(world, { instance, state }, "stop");
      return { instance, previous: state, current: "stopping" };
    }),
  );
}

/**
 * Terminates instances in whatever state; those already on their way stay there. One that is protected saves the
 * others of its availability zone too, and only them.
 *
 * @throws AwsApiError `OperationNotPermitted`, when the other zones are done.
 */
export async function terminateInstances(world: World, seen: readonly Seen[]): Promise<StateChange[]> {
  const spared = seen.filter(({ instance }) => instance.terminationProtected);
  const zones = new Set(spared.map(({ instance }) => instance.availabilityZone));
  const changes = await Promise.all(
    seen
      .filter(({ instance }) => !zones.has(instance.availabilityZone))
      .map(async ({ instance, state }): Promise<StateChange> => {
        const onItsWay = state === "shutting-down" || state === "terminated";
        if (!onItsWay) await bringDown(world, { instance, state }, "terminate");
        return { instance, previous: state, current: onItsWay ? state : "shutting-down" };
      }),
  );
  const [first] = spared;
  if (!first) return changes;
  throw new AwsApiError(
    "OperationNotPermitted",
    `The instance '${first.instance.id}' may not be terminated. Modify its 'disableApiTermination' instance attribute and try again.`,
  );
}

/** The reason of a stop or a termination, as EC2 words it. */
export function userInitiated(atMs: number): string {
  const at = new Date(atMs).toISOString();
  return `User initiated (${at.slice(0, 10)} ${at.slice(11, 19)} GMT)`;
}

async function bringDown(world: World, seen: Looking, kind: "stop" | "terminate"): Promise<void> {
  const { instance } = seen;
  const now = world.clock();
  instance.order = { kind, atMs: now, before: lookOf(seen) };
  instance.transitionReason = userInitiated(now);
  endRun(instance, now);
  if (instance.publicAddress) world.publicAddresses.release(instance.publicIp);
  instance.publicIp = "";
  instance.revision += 1;
  await instance.host?.stop();
}

function refuseUnless(seen: readonly Seen[], allowed: readonly InstanceState[], attempted: string): void {
  const refused = seen.find(({ state }) => !allowed.includes(state));
  if (!refused) return;
  throw new AwsApiError(
    "IncorrectInstanceState",
    `The instance '${refused.instance.id}' is not in a state from which it can be ${attempted}.`,
  );
}
