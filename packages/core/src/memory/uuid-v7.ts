import { type Clock, systemClock } from "../kernel/time.ts";
import type { Ids } from "../ports/ids.ts";

/** Largest value of the 12 bits that count within a millisecond. */
const MOST = 0xfff;

/** Random bytes an id takes (eight to show, one to begin counting at), and for how many ids they are drawn at a time: asking the system costs more than using them. */
const RANDOM_BYTES = 9;
const DRAWN_FOR = 128;

const hex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/**
 * UUIDs of version 7 (RFC 9562, 5.7): 48 bits of milliseconds, 12 bits that count within the millisecond, 62 random
 * bits. Those of one maker sort in the order they were made, even when the clock stands still or goes back.
 */
export function uuidV7(clock: Clock = systemClock): Ids {
  const random = new Uint8Array(RANDOM_BYTES * DRAWN_FOR);
  let used = random.length;
  let lastMs = 0;
  let count = 0;

  /** Begins low, so that there is room to count in; a millisecond that is full borrows from the next (RFC 9562, 6.2). */
  function tick(firstCount: number): void {
    const now = clock.now();
    if (now > lastMs || count === MOST) {
      lastMs = Math.max(now, lastMs + 1);
      count = firstCount;
    } else {
      count += 1;
    }
  }

  function drawn(): Uint8Array {
    if (used === random.length) {
      crypto.getRandomValues(random);
      used = 0;
    }
    used += RANDOM_BYTES;
    return random.subarray(used - RANDOM_BYTES, used);
  }

  return {
    next() {
      const bytes = drawn();
      tick(bytes[8] as number);
      const time = lastMs.toString(16).padStart(12, "0");
      const counter = (0x7000 | count).toString(16);
      const variant = hex[((bytes[0] as number) & 0x3f) | 0x80] as string;
      const [, b1, b2, b3, b4, b5, b6, b7] = Array.from(bytes, (byte) => hex[byte] as string);
      return `${time.slice(0, 8)}-${time.slice(8)}-${counter}-${variant}${b1}-${b2}${b3}${b4}${b5}${b6}${b7}`;
    },
  };
}
