import { CmlApiError } from "../answer.ts";
import { bridgeOf, connectorKey, isConnector } from "../labs/connector-mappings.ts";
import type { Lab } from "../labs/lab.ts";
import type { LabNode } from "../labs/node.ts";

/** An external connector leads to a bridge of the host, or it is not started. @throws CmlApiError 400 */
export function checkConnectors(lab: Lab, starting: readonly LabNode[]): void {
  const loose = starting.filter(isConnector).find((node) => !bridgeOf(lab, connectorKey(node)));
  if (loose)
    throw new CmlApiError(
      400,
      `Cannot start node ${loose.settings.label}: there is no bridge for ${connectorKey(loose)}.`,
    );
}
