import type { OperationTable } from "./operation.ts";
import { authenticationOperations } from "./operations/authentication.ts";
import { imageOperations } from "./operations/images.ts";
import { labControlOperations } from "./operations/lab-control.ts";
import { labOperations } from "./operations/labs.ts";
import { licensingOperations } from "./operations/licensing.ts";
import { systemOperations } from "./operations/system.ts";
import { userOperations } from "./operations/users.ts";

/** Every operation this controller knows. */
export const operations: OperationTable = {
  ...authenticationOperations,
  ...imageOperations,
  ...labControlOperations,
  ...labOperations,
  ...licensingOperations,
  ...systemOperations,
  ...userOperations,
};
