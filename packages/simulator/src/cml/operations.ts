import type { OperationTable } from "./operation.ts";
import { authenticationOperations } from "./operations/authentication.ts";
import { systemOperations } from "./operations/system.ts";

/** Every operation this controller knows. */
export const operations: OperationTable = {
  ...authenticationOperations,
  ...systemOperations,
};
