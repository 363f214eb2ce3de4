import type { Controller } from "../controller.ts";
import type { Lab } from "../labs/lab.ts";
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
  // A lab that is deleted is gone when that is told, to those who could see it.
  const known = new Map<string, Lab>(labs);
  return ({ event_type, event, lab_id }) => {
    if (lab_id === undefined) return () => true;
    const lab = labs.get(lab_id) ?? known.get(lab_id);
    if (lab) known.set(lab_id, lab);
    if (event_type === "lab_event" && event === "deleted") known.delete(lab_id);
    return (userId) => {
      const user = users.find(({ id }) => id === userId);
      return user !== undefined && lab !== undefined && permissionsOn(lab, user, groups).length > 0;
    };
  };
}
