import { validationError } from "./cloudwatch-action.ts";

/** Where the next page of metric data begins. */
export interface Cursor {
  /** Position of the query. */
  readonly query: number;
  /** The point of it to begin with. @defaultValue the first */
  readonly pointMs?: number;
  /** The moment of the first page: what is published later would move the points. */
  readonly asOfMs: number;
}

/** A cursor as a token. */
export function tokenOf({ query, pointMs, asOfMs }: Required<Cursor>): string {
  return Buffer.from(`${query} ${pointMs} ${asOfMs}`).toString("base64url");
}

/** @throws AwsApiError `ValidationError` for a token that is none. */
export function cursorOf(token: string): Cursor {
  const parts = /^(\d{1,9}) (\d{1,15}) (\d{1,15})$/.exec(Buffer.from(token, "base64url").toString());
  if (!parts) throw validationError(`The value ${token} for parameter NextToken is not valid.`);
  return { query: Number(parts[1]), pointMs: Number(parts[2]), asOfMs: Number(parts[3]) };
}
