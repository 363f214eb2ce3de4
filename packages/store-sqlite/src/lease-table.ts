import type { Clock, LeaseStore } from "@cml-fleet/core";
import type { Database } from "./database.ts";

/** Changes nothing, and so returns nothing, while somebody else has the lease. */
const ACQUIRE = `INSERT INTO lease (name, holder, token, expires_at) VALUES (?1, ?2, 1, ?4)
  ON CONFLICT (name) DO UPDATE SET
    token = CASE WHEN expires_at > ?3 THEN token ELSE token + 1 END,
    holder = excluded.holder,
    expires_at = excluded.expires_at
  WHERE expires_at <= ?3 OR holder = excluded.holder
  RETURNING token`;
// The row stays, so that the next holder gets a greater token.
const RELEASE = "UPDATE lease SET expires_at = 0 WHERE name = ? AND holder = ? AND token = ?";

/** Leases that several processes on one machine share, by the machine's clock. */
export function leaseTable(database: Database, clock: Clock): LeaseStore {
  return {
    async acquire(name, holder, ttlMs) {
      return database.write(() => {
        const now = clock.now();
        const row = database.statement(ACQUIRE).get(name, holder, now, Math.ceil(now + ttlMs));
        return row && { name, holder, token: Number(row["token"]) };
      });
    },
    async release({ name, holder, token }) {
      database.write(() => database.statement(RELEASE).run(name, holder, token));
    },
  };
}
