import { theText } from "../answers/kinds.ts";
import type { CmlCallOptions } from "../call-options.ts";
import { type CmlLayer3Addresses, layer3Addresses } from "../labs/layer3-addresses.ts";
import { answering } from "../transport/answers.ts";
import type { Call } from "../transport/call.ts";

/** Ways into a node that runs, and what it shows. */
export interface CmlNodeAccess {
  /** Key of a console. @throws CmlError `not_found` when there is none */
  consoleKey(
    labId: string,
    nodeId: string,
    options?: CmlCallOptions & {
      /** Which of its consoles. @defaultValue 0 */
      readonly line?: number;
    },
  ): Promise<string>;
  /** What a console showed. */
  consoleLog(
    labId: string,
    nodeId: string,
    options?: CmlCallOptions & {
      /** Which of its consoles, 0 to 64. @defaultValue 0 */
      readonly line?: number;
      /** Only the last so many lines. @defaultValue all that are kept */
      readonly lines?: number;
    },
  ): Promise<string>;
  /** Key of its screen. @throws CmlError `not_found` when there is none */
  vncKey(labId: string, nodeId: string, options?: CmlCallOptions): Promise<string>;
  /** Addresses of its interfaces. @throws CmlError `rejected` for external connectors */
  layer3Addresses(labId: string, nodeId: string, options?: CmlCallOptions): Promise<CmlLayer3Addresses>;
}

const consoleKey = answering("GET /labs/{lab_id}/nodes/{node_id}/keys/console", theText);
const consoleLog = answering("GET /labs/{lab_id}/nodes/{node_id}/consoles/{console_id}/log", theText);
const vncKey = answering("GET /labs/{lab_id}/nodes/{node_id}/keys/vnc", theText);
const addresses = answering("GET /labs/{lab_id}/nodes/{node_id}/layer3_addresses", layer3Addresses);

export function createNodeAccess(call: Call): CmlNodeAccess {
  return {
    consoleKey: (labId, nodeId, { line = 0, ...options } = {}) =>
      call(consoleKey, { ...options, path: { lab_id: labId, node_id: nodeId }, query: { line } }),
    consoleLog: (labId, nodeId, { line = 0, lines, ...options } = {}) =>
      call(consoleLog, {
        ...options,
        path: { lab_id: labId, node_id: nodeId, console_id: line },
        query: { lines },
      }),
    vncKey: (labId, nodeId, options) =>
      call(vncKey, { ...options, path: { lab_id: labId, node_id: nodeId } }),
    layer3Addresses: (labId, nodeId, options) =>
      call(addresses, { ...options, path: { lab_id: labId, node_id: nodeId } }),
  };
}
