import type { IncomingMessage } from "node:http";

/** What the signature of a call says about it. */
export interface CredentialScope {
  readonly region: string;
  /** As it signs itself: `ec2`, `monitoring`. */
  readonly service: string;
}

/** The scope a call was signed for, in its header or, for a presigned one, in its query; `undefined` without a signature. */
export function credentialScope(
  request: IncomingMessage,
  query: URLSearchParams,
): CredentialScope | undefined {
  const credential =
    /Credential=([^,\s]+)/.exec(request.headers.authorization ?? "")?.[1] ??
    query.get("X-Amz-Credential") ??
    "";
  // <access key id>/<date>/<region>/<service>/aws4_request
  const [, , region, service, terminator] = credential.split("/");
  if (!region || !service || terminator !== "aws4_request") return undefined;
  return { region, service };
}
