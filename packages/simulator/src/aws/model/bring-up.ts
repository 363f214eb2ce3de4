import type { Instance } from "./instance.ts";
import { beginRun } from "./runs.ts";
import { endpointTag } from "./tags.ts";
import type { World } from "./world.ts";

/** Begins the run its order asks for, and puts its controller on the network. */
export async function bringUp(world: World, instance: Instance): Promise<void> {
  const runsFromMs = runsFrom(world, instance);
  beginRun(instance, runsFromMs);
  if (instance.publicAddress) instance.publicIp = world.publicAddresses.take();
  instance.revision += 1;
  noteEndpoint(instance, await instance.host?.start(runsFromMs));
}

/** When an instance runs, by the order to start it. */
export function runsFrom({ delays }: World, { order }: Instance): number {
  return order.atMs + delays.startMs;
}

/** Tags an instance with the URL of its controller: a machine that was off may come back at another port. */
export function noteEndpoint(instance: Instance, url: string | undefined): void {
  if (url === undefined || instance.tags.get(endpointTag) === url) return;
  instance.tags.set(endpointTag, url);
  instance.revision += 1;
}
