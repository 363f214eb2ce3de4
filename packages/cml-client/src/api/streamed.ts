import type { CmlOperationName } from "./operations.ts";

/** Operations that answer with a file that may be too large for memory. */
const downloads: ReadonlySet<CmlOperationName> = new Set([
  "GET /pcap/{link_capture_key}",
  "GET /system_archive",
]);

/** Whether an operation answers with a stream. */
export function isDownload(name: CmlOperationName): boolean {
  return downloads.has(name);
}
