import { type Clock, systemClock } from "../kernel/time.ts";
import type { Ids } from "../ports/ids.ts";

/** UUIDs of version 7 (RFC 9562, 5.7): 48 bits of milliseconds, 74 random bits. They sort by the time they were made. */
export function uuidV7(clock: Clock = systemClock): Ids {
  return {
    next() {
      const bytes = crypto.getRandomValues(new Uint8Array(16));
      new DataView(bytes.buffer).setBigUint64(0, BigInt(clock.now()) << 16n);
      crypto.getRandomValues(bytes.subarray(6));
      bytes[6] = ((bytes[6] as number) & 0x0f) | 0x70;
      bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
      const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
      return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
    },
  };
}
