/** A number in [0, 1) that depends on nothing but the seed and the parts. */
export function seeded(seed: number, ...parts: readonly (string | number)[]): number {
  return hash(seed, parts) / 0x1_0000_0000;
}

/** Lower-case hexadecimal digits that depend on nothing but the seed and the parts. */
export function seededHex(digits: number, seed: number, ...parts: readonly (string | number)[]): string {
  let text = "";
  for (let block = 0; text.length < digits; block++) {
    text += hash(seed, [...parts, block])
      .toString(16)
      .padStart(8, "0");
  }
  return text.slice(0, digits);
}

/** A version 4 UUID that depends on nothing but the seed and the parts. */
export function seededUuid(seed: number, ...parts: readonly (string | number)[]): string {
  const hex = seededHex(32, seed, ...parts);
  const variant = "89ab".charAt(Number.parseInt(hex.charAt(16), 16) & 3);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/** FNV-1a over the parts, then a 32-bit finalizer so that neighbouring inputs land far apart. */
function hash(seed: number, parts: readonly (string | number)[]): number {
  let value = 0x811c9dc5 ^ seed;
  for (const part of parts) {
    const text = `${part}|`;
    for (let index = 0; index < text.length; index++) {
      value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
    }
  }
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
