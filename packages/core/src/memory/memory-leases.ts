import type { Lease, LeaseStore } from "../kernel/lease.ts";
import type { Clock } from "../kernel/time.ts";

/** Leases in memory: for one process. */
export function memoryLeases(clock: Clock): LeaseStore {
  const leases = new Map<string, Lease & { readonly expiresAt: number }>();

  return {
    async acquire(name, holder, ttlMs) {
      const current = leases.get(name);
      const held = current !== undefined && current.expiresAt > clock.now();
      if (held && current.holder !== holder) return undefined;
      const token = held ? current.token : (current?.token ?? 0) + 1;
      leases.set(name, { name, holder, token, expiresAt: clock.now() + ttlMs });
      return { name, holder, token };
    },
    async release({ name, holder, token }) {
      const current = leases.get(name);
      // The token stays known, so that the next holder gets a greater one.
      if (current?.holder === holder && current.token === token)
        leases.set(name, { ...current, expiresAt: 0 });
    },
  };
}
