import type { IncomingMessage } from "node:http";

/** Who signed a call, and for what. The signature itself is not verified. */
export interface Signer {
  readonly accessKeyId: string;
  readonly region: string;
  /** What comes with temporary keys. */
  readonly sessionToken?: string;
}

/** What the header or, for a presigned call, its query says; `undefined` without a signature. */
export function signerOf(request: IncomingMessage, query: URLSearchParams): Signer | undefined {
  const credential =
    /Credential=([^,\s]+)/.exec(request.headers.authorization ?? "")?.[1] ??
    query.get("X-Amz-Credential") ??
    "";
  // <access key id>/<date>/<region>/<service>/aws4_request
  const [accessKeyId = "", , region, service, terminator] = credential.split("/");
  if (!region || !service || terminator !== "aws4_request") return undefined;
  const header = request.headers["x-amz-security-token"];
  const sessionToken = typeof header === "string" ? header : query.get("X-Amz-Security-Token");
  return { accessKeyId, region, ...(sessionToken && { sessionToken }) };
}
