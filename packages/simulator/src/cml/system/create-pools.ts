import type { z } from "zod";
import type { Controller } from "../controller.ts";
import type { newPool, ResourcePool } from "./resource-pools.ts";

/**
 * Makes one pool for all of the users, or one for each of them. Without a template that is there already, a new one comes
 * first, which then has the limits.
 */
export function createPools(controller: Controller, given: z.infer<typeof newPool>): readonly ResourcePool[] {
  const { users, shared, template, label, ...limits } = given;
  const made: ResourcePool[] = [];
  const add = (
    parent: string | null,
    settings: ResourcePool["settings"],
    members: readonly string[],
  ): void => {
    const pool = { id: controller.newId(), template: parent, settings };
    controller.system.pools.set(pool.id, pool);
    made.push(pool);
    for (const user of controller.users) if (members.includes(user.id)) user.resourcePool = pool.id;
  };
  if (template === null) add(null, { label, ...limits }, []);
  // A template alone is made without users.
  if (template === null && shared && users.length === 0) return made;
  const parent = template ?? made[0]!.id;
  const own = template === null ? { label } : { label, ...limits };
  const nameOf = (id: string): string => controller.users.find((user) => user.id === id)?.username ?? id;
  if (shared) add(parent, own, users);
  else for (const id of users) add(parent, { ...own, label: `${label} ${nameOf(id)}`.slice(0, 128) }, [id]);
  // Of a shared pool the answer has the pool, not its template: the last one goes first.
  return shared ? made.toReversed() : made;
}
