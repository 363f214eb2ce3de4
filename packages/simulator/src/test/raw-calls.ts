import { request } from "undici";
import type { AccessKey } from "../aws/model/callers.ts";

/** Temporary keys come with a token. */
export interface RawKey extends Pick<AccessKey, "accessKeyId"> {
  readonly sessionToken?: string;
}

export interface RawAnswer {
  readonly status: number;
  readonly text: string;
}

/** Who signs, for which service; nothing checks the signature itself. */
export function signed(
  { accessKeyId, sessionToken }: RawKey,
  service: string,
  region = "us-east-1",
): Record<string, string> {
  return {
    authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20260105/${region}/${service}/aws4_request, SignedHeaders=host, Signature=00`,
    ...(sessionToken !== undefined && { "x-amz-security-token": sessionToken }),
  };
}

/** A call in the query protocol, as programs make it that have no SDK. */
export async function queryCall(
  endpoint: string,
  headers: Readonly<Record<string, string>>,
  parameters: Readonly<Record<string, string>>,
): Promise<RawAnswer> {
  const { statusCode, body } = await request(endpoint, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
    body: new URLSearchParams(parameters).toString(),
  });
  return { status: statusCode, text: await body.text() };
}

/** The text of the first element of that name. */
export function elementIn({ text }: RawAnswer, name: string): string {
  return new RegExp(`<${name}>([^<]*)</${name}>`).exec(text)?.[1] ?? "";
}
