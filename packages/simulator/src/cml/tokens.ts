import { createHmac, randomBytes } from "node:crypto";

export interface TokenRegistryOptions {
  readonly lifetimeS: number;
  readonly clock: () => number;
}

/** Tokens a controller has handed out and still honours. It keeps them, because log-out ends one before its time. */
export interface TokenRegistry {
  /** A new JWT (HS256) for this user. */
  issue(userId: string): string;
  /** Whose token it is; `undefined` when unknown, expired or revoked. */
  owner(token: string): string | undefined;
  revoke(token: string): void;
  revokeAllOf(userId: string): void;
  revokeAll(): void;
}

const header = encode({ alg: "HS256", typ: "JWT" });

export function tokenRegistry({ lifetimeS, clock }: TokenRegistryOptions): TokenRegistry {
  // No part of a token follows from a seed: controllers of one seed would take the tokens of each other, and hide from
  // their clients that they mix them up.
  const secret = randomBytes(32);
  const live = new Map<string, { readonly userId: string; readonly expiresAtMs: number }>();

  const forgetExpired = (now: number): void => {
    // Tokens of one lifetime expire in the order they were issued.
    for (const [token, { expiresAtMs }] of live) {
      if (expiresAtMs > now) return;
      live.delete(token);
    }
  };

  return {
    issue(userId) {
      const now = clock();
      forgetExpired(now);
      const iat = Math.floor(now / 1000);
      const exp = iat + lifetimeS;
      // Claims beyond these three are not recorded anywhere; jti keeps two log-ins of one second apart.
      const claims = { sub: userId, iss: "com.cisco.virl", iat, exp, jti: randomBytes(16).toString("hex") };
      const signed = `${header}.${encode(claims)}`;
      const token = `${signed}.${createHmac("sha256", secret).update(signed).digest("base64url")}`;
      live.set(token, { userId, expiresAtMs: exp * 1000 });
      return token;
    },
    owner(token) {
      const entry = live.get(token);
      return entry && clock() < entry.expiresAtMs ? entry.userId : undefined;
    },
    revoke: (token) => void live.delete(token),
    revokeAllOf(userId) {
      for (const [token, entry] of live) if (entry.userId === userId) live.delete(token);
    },
    revokeAll: () => live.clear(),
  };
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}
