/** Public addresses, each of one instance at a time. */
export interface PublicAddresses {
  /** One that nobody has, and that was not given out lately. */
  take(): string;
  release(address: string): void;
}

/** Those for documentation first, then those for benchmarks: none leads anywhere. */
const count = 2 * 254 + 2 ** 17;

export function publicAddresses(): PublicAddresses {
  const taken = new Set<string>();
  let position = 0;
  return {
    take() {
      for (let look = 0; look < count; look++) {
        const address = addressAt(position++ % count);
        if (taken.has(address)) continue;
        taken.add(address);
        return address;
      }
      throw new RangeError(`All ${count} public addresses are in use.`);
    },
    release: (address) => void taken.delete(address),
  };
}

function addressAt(position: number): string {
  if (position < 254) return `203.0.113.${position + 1}`;
  if (position < 508) return `198.51.100.${position - 253}`;
  const rest = position - 508;
  return `198.${18 + (rest >> 16)}.${(rest >> 8) & 0xff}.${rest & 0xff}`;
}
