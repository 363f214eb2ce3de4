import type { z } from "zod";
import type { Controller } from "../controller.ts";
import type { newPool, ResourcePool } from "./resource-pools.ts";

/**
 * Makes one pool for all of the users, or one for each of them. With `template: null` a new template comes first, which
 * then has the limits; without a word of a template there is none.
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
  const parent = template === null ? made[0]!.id : (template ?? null);
  const own = template === null ? { label } : { label, ...limits };
  const nameOf = (id: string): string => controller.users.find((user) => user.id === id)?.username ?? id;
  if (shared) add(parent, own, users);
  else for (const id of users) add(parent, { ...own, label: `${label} ${nameOf(id)}`.slice(0, 128) }, [id]);
  // Of a shared pool the answer has the pool, not its template: the last one goes first.
  return shared ? made.toReversed() : made;
}
