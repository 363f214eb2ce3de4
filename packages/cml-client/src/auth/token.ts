import { CmlError } from "../errors.ts";

/** A token and what is known of its end. */
export interface CmlToken {
  readonly token: string;
  /** Milliseconds since 1970 by this machine's clock; `Infinity` when unknown. */
  readonly expiresAtMs: number;
  /** From when on a new one should be fetched. Same clock. */
  readonly renewAtMs: number;
}

const LONGEST_MARGIN_MS = 60_000;
const MARGIN_SHARE = 0.05;

/**
 * Checks a token that somebody gave, read from a file with a line break at its end perhaps.
 *
 * @throws CmlError with code `invalid_request`, which does not quote it.
 */
export function sendable(token: string): string {
  if (typeof token === "string" && /^[\x21-\x7e]+$/.test(token)) return token;
  throw new CmlError(
    "The token must be one word of visible ASCII characters; trim what was read from a file.",
    {
      code: "invalid_request",
    },
  );
}

/**
 * A token that was issued just now: it lives `exp - iat` from here, however wrong the controller's clock is.
 *
 * @param issuedAtMs When it was asked for, by this machine's clock.
 */
export function freshToken(token: string, issuedAtMs: number): CmlToken {
  const { exp, iat } = timesIn(token);
  if (exp === undefined) return endless(token);
  const lifetimeMs = exp * 1_000 - (iat === undefined ? issuedAtMs : iat * 1_000);
  return lifetimeMs > 0 ? ending(token, issuedAtMs + lifetimeMs, lifetimeMs) : endless(token);
}

/** A token that was issued who knows when: all there is to go by is its `exp`. */
export function givenToken(token: string, nowMs: number): CmlToken {
  const { exp } = timesIn(token);
  return exp === undefined ? endless(token) : ending(token, exp * 1_000, exp * 1_000 - nowMs);
}

function endless(token: string): CmlToken {
  return { token, expiresAtMs: Number.POSITIVE_INFINITY, renewAtMs: Number.POSITIVE_INFINITY };
}

function ending(token: string, expiresAtMs: number, lifetimeMs: number): CmlToken {
  const marginMs = Math.min(LONGEST_MARGIN_MS, lifetimeMs * MARGIN_SHARE);
  return { token, expiresAtMs, renewAtMs: expiresAtMs - marginMs };
}

/** The times in a JWT, in seconds since 1970. Nothing is verified: that is the controller's business. */
function timesIn(token: string): { readonly exp?: number; readonly iat?: number } {
  const [, payload = ""] = token.split(".");
  try {
    const { exp, iat } = JSON.parse(Buffer.from(payload, "base64url").toString()) as Record<string, unknown>;
    return {
      ...(Number.isFinite(exp) && { exp: exp as number }),
      ...(Number.isFinite(iat) && { iat: iat as number }),
    };
  } catch {
    return {};
  }
}
