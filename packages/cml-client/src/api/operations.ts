import type { CmlOperation } from "./operation.ts";
import { table } from "./operation-table.ts";
import type { CmlOperations } from "./types.ts";

/** `GET /labs/{lab_id}` say: method, and path below `/api/v0`. */
export type CmlOperationName = keyof CmlOperations;

/** Every operation of CML 2.9, by name. */
export const operations: Readonly<Record<CmlOperationName, CmlOperation>> = table as Readonly<
  Record<CmlOperationName, CmlOperation>
>;
