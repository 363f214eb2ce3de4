import { type Clock, systemClock } from "../kernel/time.ts";
import type { Ids } from "../ports/ids.ts";

/** Largest value of the 12 bits that count within a millisecond. */
const MOST = 0xfff;

/**
 * UUIDs of version 7 (RFC 9562, 5.7): 48 bits of milliseconds, 12 bits that count within the millisecond, 62 random
 * bits. Those of one maker sort in the order they were made, even when the clock stands still or goes back.
 */
export function uuidV7(clock: Clock = systemClock): Ids {
  let lastMs = 0;
  let count = 0;

  /** Begins low, so that there is room to count in; a millisecond that is full borrows from the next (RFC 9562, 6.2). */
  function tick(): void {
    const now = clock.now();
    if (now > lastMs || count === MOST) {
      lastMs = Math.max(now, lastMs + 1);
      count = crypto.getRandomValues(new Uint8Array(1))[0] ?? 0;
    } else {
      count += 1;
    }
  }

  return {
    next() {
      tick();
      const bytes = crypto.getRandomValues(new Uint8Array(16));
      const view = new DataView(bytes.buffer);
      view.setUint32(0, Math.floor(lastMs / 0x10000));
      view.setUint16(4, lastMs % 0x10000);
      view.setUint16(6, 0x7000 | count);
      view.setUint8(8, (view.getUint8(8) & 0x3f) | 0x80);
      const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
      return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
    },
  };
}
