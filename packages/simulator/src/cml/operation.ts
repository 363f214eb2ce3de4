import type { IncomingMessage } from "node:http";
import type { Answer } from "./answer.ts";
import type { Controller } from "./controller.ts";
import type { LabPermission } from "./labs/permissions.ts";

/** One call of one operation, as its handler sees it. */
export interface Call {
  readonly controller: Controller;
  /** False while it is still booting. */
  readonly ready: boolean;
  /** Decoded path parameters, by their names in the route. */
  readonly path: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** The body as text; empty without one, or when the operation reads it itself. */
  readonly body: string;
  /** Who calls; empty for a public operation called without a token. */
  readonly userId: string;
  /** The caller's token; empty for a public operation called without one. */
  readonly token: string;
}

/**
 * Who may call an operation: anybody, whoever is logged in, administrators, or who has this permission on the lab of
 * the path (`{lab_id}`), which administrators always have.
 */
export type Access = "public" | "user" | "admin" | LabPermission;

export interface Operation {
  readonly access: Access;
  /** Whether others than administrators may call it during maintenance. @defaultValue false, except for public ones */
  readonly evenInMaintenance?: boolean;
  /** Whether it reads the body from the request by itself: a file may not fit into memory. @defaultValue false */
  readonly readsBody?: boolean;
  /** @throws CmlApiError for every refusal. */
  handle(call: Call, request: IncomingMessage): Answer | Promise<Answer>;
}

/** Operations by method and path below `/api/v0`, as the OpenAPI document writes them: `GET /labs/{lab_id}`. */
export type OperationTable = Readonly<Record<string, Operation>>;
