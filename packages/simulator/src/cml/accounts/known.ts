import { CmlApiError } from "../answer.ts";
import type { Controller } from "../controller.ts";
import type { ResourcePool } from "../system/resource-pools.ts";
import type { User } from "../users.ts";
import type { Group } from "./group.ts";

// That what is recorded for names is said for ids as well is an assumption.

/** @throws CmlApiError with this status when there is none */
export function knownUser({ users }: Pick<Controller, "users">, id: string, status = 404): User {
  const user = users.find((candidate) => candidate.id === id);
  if (user) return user;
  throw new CmlApiError(status, `User does not exist: ${id}.`);
}

/** @throws CmlApiError with this status when there is none */
export function knownGroup({ groups }: Pick<Controller, "groups">, id: string, status = 404): Group {
  const group = groups.get(id);
  if (group) return group;
  throw new CmlApiError(status, `Group does not exist: ${id}.`);
}

/** @throws CmlApiError 400 when one of the labs is not there */
export function knownLabs(
  { labs }: Pick<Controller, "labs">,
  named: readonly { readonly id: string }[],
): void {
  const missing = named.find(({ id }) => !labs.has(id));
  if (missing) throw new CmlApiError(400, `Lab not found: ${missing.id}`);
}

/** @throws CmlApiError with this status when there is none */
export function knownPool({ system }: Pick<Controller, "system">, id: string, status = 404): ResourcePool {
  const pool = system.pools.get(id);
  if (pool) return pool;
  throw new CmlApiError(status, `Resource pool not found: ${id}`);
}
