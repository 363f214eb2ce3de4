import type { Readable } from "node:stream";
import { theText } from "../answers/kinds.ts";
import type { CmlCallOptions } from "../call-options.ts";
import { type CmlLayer3Addresses, layer3Addresses } from "../labs/layer3-addresses.ts";
import type { Transfer } from "../transfer/transfer.ts";
import { answering } from "../transport/answers.ts";
import type { Call } from "../transport/call.ts";

/** Which part of a console's log. */
export interface CmlConsoleLogOptions extends CmlCallOptions {
  /** Which of its consoles, 0 to 64. @defaultValue 0 */
  readonly line?: number;
  /** Only the last so many lines. @defaultValue all that are kept */
  readonly lines?: number;
}

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
  /** What a console showed, up to the client's `maxBodyBytes`. */
  consoleLog(labId: string, nodeId: string, options?: CmlConsoleLogOptions): Promise<string>;
  /**
   * What a console showed, however much it is, as a stream of UTF-8 text. It comes as fast as it is read; read it or destroy
   * it, since it holds a connection until then. Errors of the stream are {@link CmlError}.
   *
   * @throws CmlError until the stream is there
   * @example
   * ```ts
   * await pipeline(await cml.nodes.downloadConsoleLog(labId, nodeId), createWriteStream("R1.log"));
   * ```
   */
  downloadConsoleLog(labId: string, nodeId: string, options?: CmlConsoleLogOptions): Promise<Readable>;
  /** Key of its screen. @throws CmlError `not_found` when there is none */
  vncKey(labId: string, nodeId: string, options?: CmlCallOptions): Promise<string>;
  /** Addresses of its interfaces. @throws CmlError `rejected` for external connectors */
  layer3Addresses(labId: string, nodeId: string, options?: CmlCallOptions): Promise<CmlLayer3Addresses>;
}

const consoleKey = answering("GET /labs/{lab_id}/nodes/{node_id}/keys/console", theText);
const consoleLog = answering("GET /labs/{lab_id}/nodes/{node_id}/consoles/{console_id}/log", theText);
const vncKey = answering("GET /labs/{lab_id}/nodes/{node_id}/keys/vnc", theText);
const addresses = answering("GET /labs/{lab_id}/nodes/{node_id}/layer3_addresses", layer3Addresses);

export function createNodeAccess(call: Call, transfer: Pick<Transfer, "downloadText">): CmlNodeAccess {
  return {
    consoleKey: (labId, nodeId, { line = 0, ...options } = {}) =>
      call(consoleKey, { ...options, path: { lab_id: labId, node_id: nodeId }, query: { line } }),
    consoleLog: (labId, nodeId, options) => call(consoleLog, logInput(labId, nodeId, options)),
    downloadConsoleLog: (labId, nodeId, options) =>
      transfer.downloadText(consoleLog.name, logInput(labId, nodeId, options)),
    vncKey: (labId, nodeId, options) =>
      call(vncKey, { ...options, path: { lab_id: labId, node_id: nodeId } }),
    layer3Addresses: (labId, nodeId, options) =>
      call(addresses, { ...options, path: { lab_id: labId, node_id: nodeId } }),
  };
}

function logInput(labId: string, nodeId: string, { line = 0, lines, ...options }: CmlConsoleLogOptions = {}) {
  return { ...options, path: { lab_id: labId, node_id: nodeId, console_id: line }, query: { lines } };
}
