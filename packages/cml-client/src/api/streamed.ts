import { CmlError } from "../errors.ts";
import type { CmlOperationName } from "./operations.ts";

/** Operations whose files are too large for memory. */
const streamed: ReadonlySet<CmlOperationName> = new Set([
  "POST /images/upload",
  "GET /pcap/{link_capture_key}",
  "GET /system_archive",
]);

/** Refuses what would have to be streamed, which this package cannot do yet. @throws CmlError with code `invalid_request` */
export function refuseStreamed(name: CmlOperationName): void {
  if (!streamed.has(name)) return;
  throw new CmlError(
    `${name}: This release cannot stream files yet; use the controller's own page, or curl, for this one.`,
    { code: "invalid_request", operation: name },
  );
}
