import type { Controller } from "../controller.ts";
import { permissionsOn } from "../labs/permissions.ts";
import type { WireEvent } from "../news/wire-event.ts";

/**
 * Tells of every event who may hear it: what is about a lab, those who may see the lab. That controllers do so is an
 * assumption: a feed that says more than the API would hide from its readers that they show it to the wrong people.
 */
export function audience({
  labs,
  users,
  groups,
}: Controller): (event: WireEvent) => (userId: string) => boolean {
  return ({ lab_id }) => {
    if (lab_id === undefined) return () => true;
    const lab = labs.get(lab_id);
    return (userId) => {
      const user = users.find(({ id }) => id === userId);
      return user !== undefined && lab !== undefined && permissionsOn(lab, user, groups).length > 0;
    };
  };
}
