import type { OperationTable } from "./operation.ts";
import { authenticationOperations } from "./operations/authentication.ts";
import { captureOperations } from "./operations/captures.ts";
import { definitionOperations } from "./operations/definitions.ts";
import { imageDefinitionOperations } from "./operations/image-definitions.ts";
import { imageOperations } from "./operations/images.ts";
import { labControlOperations } from "./operations/lab-control.ts";
import { labEditingOperations } from "./operations/lab-editing.ts";
import { labExchangeOperations } from "./operations/lab-exchange.ts";
import { labOperations } from "./operations/labs.ts";
import { licenceReservationOperations } from "./operations/licence-reservation.ts";
import { licensingOperations } from "./operations/licensing.ts";
import { linkConditionOperations } from "./operations/link-conditions.ts";
import { nodeControlOperations } from "./operations/node-control.ts";
import { nodeOperations } from "./operations/nodes.ts";
import { pcapOperations } from "./operations/pcap.ts";
import { systemOperations } from "./operations/system.ts";
import { telemetryOperations } from "./operations/telemetry.ts";
import { userOperations } from "./operations/users.ts";

/** Every operation this controller knows. */
export const operations: OperationTable = {
  ...authenticationOperations,
  ...captureOperations,
  ...definitionOperations,
  ...imageDefinitionOperations,
  ...imageOperations,
  ...labControlOperations,
  ...labEditingOperations,
  ...labExchangeOperations,
  ...labOperations,
  ...licenceReservationOperations,
  ...licensingOperations,
  ...linkConditionOperations,
  ...nodeControlOperations,
  ...nodeOperations,
  ...pcapOperations,
  ...systemOperations,
  ...telemetryOperations,
  ...userOperations,
};
