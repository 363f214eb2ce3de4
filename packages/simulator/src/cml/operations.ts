import type { OperationTable } from "./operation.ts";
import { authenticationOperations } from "./operations/authentication.ts";
import { captureOperations } from "./operations/captures.ts";
import { computeHostOperations } from "./operations/compute-hosts.ts";
import { definitionOperations } from "./operations/definitions.ts";
import { diagnosticOperations } from "./operations/diagnostics.ts";
import { directoryOperations } from "./operations/directory.ts";
import { externalConnectorOperations } from "./operations/external-connectors.ts";
import { groupOperations } from "./operations/groups.ts";
import { imageDefinitionOperations } from "./operations/image-definitions.ts";
import { imageOperations } from "./operations/images.ts";
import { labControlOperations } from "./operations/lab-control.ts";
import { labEditingOperations } from "./operations/lab-editing.ts";
import { labElementOperations } from "./operations/lab-elements.ts";
import { labExchangeOperations } from "./operations/lab-exchange.ts";
import { labRepoOperations } from "./operations/lab-repos.ts";
import { labOperations } from "./operations/labs.ts";
import { licenceReservationOperations } from "./operations/licence-reservation.ts";
import { licensingOperations } from "./operations/licensing.ts";
import { linkConditionOperations } from "./operations/link-conditions.ts";
import { maintenanceOperations } from "./operations/maintenance.ts";
import { nodeControlOperations } from "./operations/node-control.ts";
import { nodeOperations } from "./operations/nodes.ts";
import { noticeOperations } from "./operations/notices.ts";
import { pcapOperations } from "./operations/pcap.ts";
import { resourcePoolOperations } from "./operations/resource-pools.ts";
import { sampleLabOperations } from "./operations/sample-labs.ts";
import { settingOperations } from "./operations/settings.ts";
import { systemOperations } from "./operations/system.ts";
import { telemetryOperations } from "./operations/telemetry.ts";
import { userOperations } from "./operations/users.ts";

/** Every operation this controller knows. */
export const operations: OperationTable = {
  ...authenticationOperations,
  ...captureOperations,
  ...computeHostOperations,
  ...definitionOperations,
  ...diagnosticOperations,
  ...directoryOperations,
  ...externalConnectorOperations,
  ...groupOperations,
  ...imageDefinitionOperations,
  ...imageOperations,
  ...labControlOperations,
  ...labEditingOperations,
  ...labElementOperations,
  ...labExchangeOperations,
  ...labOperations,
  ...labRepoOperations,
  ...licenceReservationOperations,
  ...licensingOperations,
  ...linkConditionOperations,
  ...maintenanceOperations,
  ...nodeControlOperations,
  ...nodeOperations,
  ...noticeOperations,
  ...pcapOperations,
  ...resourcePoolOperations,
  ...sampleLabOperations,
  ...settingOperations,
  ...systemOperations,
  ...telemetryOperations,
  ...userOperations,
};
