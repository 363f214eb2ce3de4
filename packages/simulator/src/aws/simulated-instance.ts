import type { CmlSimulator } from "../cml/simulated-controller.ts";
import type { Accounts } from "./model/accounts.ts";
import type { Seen } from "./model/instance.ts";
import type { InstanceState } from "./model/instance-state.ts";
import { existingInstances, seenAs } from "./model/visible.ts";

/** An instance as it is at the moment of asking. */
export interface SimulatedInstance {
  readonly id: string;
  readonly account: string;
  readonly region: string;
  /** Value of its `Name` tag; absent without one. */
  readonly name?: string;
  readonly state: InstanceState;
  /** Absent while it does not run, and for one without a public address. */
  readonly publicIp?: string;
  /** The controller on it; absent while the machine is off, and on machines that run something else. */
  readonly controller?: CmlSimulator;
}

/** An instance, and whose it is. */
interface Located {
  readonly account: string;
  readonly seen: Seen;
}

/** The instances of all accounts and regions, oldest first within each. */
export function* everyInstance({ worlds }: Accounts): Iterable<Located> {
  for (const world of worlds.values()) {
    for (const region of world.regions.values()) {
      for (const seen of existingInstances(world, region)) yield { account: world.account, seen };
    }
  }
}

/** An instance as a test or a demo sees it. */
export function simulatedInstance({ account, seen: { instance, state } }: Located): SimulatedInstance {
  const { id, region, tags, publicIp, host } = instance;
  const name = tags.get("Name");
  const controller = host?.running;
  return {
    id,
    account,
    region,
    ...(name !== undefined && { name }),
    state,
    ...(state === "running" && publicIp !== "" && { publicIp }),
    ...(controller && { controller }),
  };
}

/** The instance of that id, also one that calls do not know yet. @throws TypeError when there is none. */
export function instanceOf({ worlds }: Accounts, id: string): Located {
  for (const world of worlds.values()) {
    for (const { instances } of world.regions.values()) {
      const instance = instances.get(id);
      const seen = instance && seenAs(world, instance);
      if (seen) return { account: world.account, seen };
    }
  }
  throw new TypeError(`There is no instance ${id}.`);
}
