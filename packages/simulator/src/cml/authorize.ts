import { CmlApiError } from "./answer.ts";
import type { Controller } from "./controller.ts";
import { permissionsOn } from "./labs/permissions.ts";
import type { Access } from "./operation.ts";

/** Seen on 2.7. That administrators' operations are refused in the same words is an assumption. */
const refused = "User does not have required access: invalid permission.";

/** In which words others than administrators are refused is not recorded. */
export const inMaintenance = "Access Denied: the system is in maintenance mode.";

export interface AuthorizeOptions {
  readonly controller: Controller;
  readonly access: Access;
  readonly userId: string;
  readonly path: Readonly<Record<string, string>>;
  /** @defaultValue false */
  readonly evenInMaintenance?: boolean;
}

/** @throws CmlApiError 403 when the caller may not call this operation, 404 when there is no such lab. */
export function authorize(options: AuthorizeOptions): void {
  const { controller, access, userId, path, evenInMaintenance = false } = options;
  if (access === "public") return;
  const user = controller.users.find(({ id }) => id === userId);
  if (!user) throw new CmlApiError(401, "401: Unauthorized");
  if (!evenInMaintenance && !isLetIn(controller, userId)) throw new CmlApiError(403, inMaintenance);
  if (access === "user") return;
  if (access === "admin") {
    if (!user.admin) throw new CmlApiError(403, refused);
    return;
  }
  const lab = controller.labs.get(path["lab_id"] ?? "");
  if (!lab) throw new CmlApiError(404, `Lab not found: ${path["lab_id"]}`);
  if (!permissionsOn(lab, user, controller.groups).includes(access)) throw new CmlApiError(403, refused);
}

/** Whether a controller has to do with this user now: with administrators only, in maintenance. */
export function isLetIn({ users, system }: Controller, userId: string): boolean {
  const user = users.find(({ id }) => id === userId);
  return user !== undefined && (user.admin || !system.maintenance.on);
}
