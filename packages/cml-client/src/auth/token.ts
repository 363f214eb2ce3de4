import { CmlError } from "../errors.ts";

/** A token and what is known of its end. Plain JSON: a cache may keep it as text. */
export interface CmlToken {
  readonly token: string;
  /** Milliseconds since 1970 by this machine's clock; `null` when unknown. */
  readonly expiresAtMs: number | null;
  /** From when on a new one should be fetched. Same clock; `null`: not before it is refused. */
  readonly renewAtMs: number | null;
}

export function hasEnded({ expiresAtMs }: CmlToken, nowMs: number): boolean {
  return expiresAtMs !== null && expiresAtMs <= nowMs;
}

/** Whether a new token should be fetched by now. */
export function isDue({ renewAtMs }: CmlToken, nowMs: number): boolean {
  return renewAtMs !== null && renewAtMs <= nowMs;
}

const isSendable = (token: unknown): token is string =>
  typeof token === "string" && /^[\x21-\x7e]+$/.test(token);

const LONGEST_MARGIN_MS = 60_000;
const MARGIN_SHARE = 0.05;

/**
 * Checks a token that somebody gave, read from a file with a line break at its end perhaps.
 *
 * @throws CmlError with code `invalid_request`, which does not quote it.
 */
export function sendable(token: string): string {
  if (isSendable(token)) return token;
  throw new CmlError(
    "The token must be one word of visible ASCII characters; trim what was read from a file.",
    {
      code: "invalid_request",
    },
  );
}

/**
 * What a cache gave, if it is a token that can be sent. Others write into caches as well, and a token that fits into no header
 * would look like a connection that fails. A time that is no number is not known.
 */
export function soundToken(found: CmlToken | null | undefined): CmlToken | undefined {
  if (!isSendable(found?.token)) return undefined;
  const { token, expiresAtMs, renewAtMs } = found;
  if (Number.isFinite(expiresAtMs) && Number.isFinite(renewAtMs)) return found;
  return { token, expiresAtMs: finite(expiresAtMs), renewAtMs: finite(renewAtMs) };
}

const finite = (timeMs: number | null): number | null => (Number.isFinite(timeMs) ? timeMs : null);

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

/**
 * A token that was issued who knows when: all there is to go by is its `exp`. One that has ended when it is given shows that
 * clocks differ, or that there is no better: the controller is to say so, or its giver would be asked before each call.
 */
export function givenToken(token: string, nowMs: number): CmlToken {
  const { exp } = timesIn(token);
  const lifetimeMs = exp === undefined ? 0 : exp * 1_000 - nowMs;
  return lifetimeMs > 0 ? ending(token, nowMs + lifetimeMs, lifetimeMs) : endless(token);
}

function endless(token: string): CmlToken {
  return { token, expiresAtMs: null, renewAtMs: null };
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
