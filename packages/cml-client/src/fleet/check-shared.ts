import type { CmlOperationName } from "../api/operations.ts";
import { CmlError } from "../errors.ts";

/** Refuses what can be sent to one controller only. @throws CmlError with code `invalid_request` */
export function checkShared(name: CmlOperationName, { body }: { readonly body?: unknown }): void {
  const isFile = typeof body !== "object" || body === null || "file" in body || !("content" in body);
  if (name !== "POST /images/upload" || isFile) return;
  throw new CmlError(
    `${name}: A content can be read only once, not for every controller; pass a file, or make a content for each in fleet.run.`,
    { code: "invalid_request", operation: name },
  );
}
