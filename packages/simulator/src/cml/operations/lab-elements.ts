import type { OperationTable } from "../operation.ts";
import { addressOperations } from "./addresses.ts";
import { annotationOperations } from "./annotations.ts";
import { associationOperations } from "./associations.ts";
import { bootstrapOperations } from "./bootstrap.ts";
import { connectorMappingOperations } from "./connector-mappings.ts";
import { consoleOperations } from "./consoles.ts";
import { interfaceOperations } from "./interfaces.ts";
import { labDisplayOperations } from "./lab-display.ts";
import { labEventOperations } from "./lab-events.ts";
import { labFindingOperations } from "./lab-finding.ts";
import { linkOperations } from "./links.ts";
import { nodeDiskOperations } from "./node-disks.ts";
import { nodeEditingOperations } from "./node-editing.ts";
import { smartAnnotationOperations } from "./smart-annotations.ts";
import { testbedOperations } from "./testbed.ts";

/** What labs are made of, and what can be known of it. */
export const labElementOperations: OperationTable = {
  ...addressOperations,
  ...annotationOperations,
  ...associationOperations,
  ...bootstrapOperations,
  ...connectorMappingOperations,
  ...consoleOperations,
  ...interfaceOperations,
  ...labDisplayOperations,
  ...labEventOperations,
  ...labFindingOperations,
  ...linkOperations,
  ...nodeDiskOperations,
  ...nodeEditingOperations,
  ...smartAnnotationOperations,
  ...testbedOperations,
};
