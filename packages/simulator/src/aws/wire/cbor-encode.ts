/** A value as CBOR (RFC 8949): plain objects and maps, arrays, texts, numbers, booleans, `null`, and dates as seconds. */
export function encodeCbor(value: unknown): Buffer {
  const parts: Buffer[] = [];
  write(value, parts);
  return Buffer.concat(parts);
}

const major = { unsigned: 0, negative: 1, text: 3, array: 4, map: 5, tag: 6 } as const;
/** Tag of a time in seconds since 1970. */
const epochTag = 1;

function write(value: unknown, parts: Buffer[]): void {
  switch (typeof value) {
    case "string": {
      const text = Buffer.from(value);
      parts.push(head(major.text, text.length), text);
      return;
    }
    case "number":
      parts.push(number(value));
      return;
    case "boolean":
      parts.push(Buffer.of(value ? 0xf5 : 0xf4));
      return;
    case "object":
      writeObject(value, parts);
      return;
    default:
      throw new TypeError(`CBOR has no ${typeof value} here.`);
  }
}

function writeObject(value: object | null, parts: Buffer[]): void {
  if (value === null) {
    parts.push(Buffer.of(0xf6));
  } else if (value instanceof Date) {
    parts.push(head(major.tag, epochTag), double(value.getTime() / 1_000));
  } else if (Array.isArray(value)) {
    parts.push(head(major.array, value.length));
    for (const item of value) write(item, parts);
  } else {
    const entries = (value instanceof Map ? [...value] : Object.entries(value)).filter(
      ([, part]) => part !== undefined,
    );
    parts.push(head(major.map, entries.length));
    for (const [name, part] of entries) {
      write(name, parts);
      write(part, parts);
    }
  }
}

function number(value: number): Buffer {
  if (!Number.isInteger(value) || Math.abs(value) > 0xffff_ffff) return double(value);
  return value < 0 ? head(major.negative, -1 - value) : head(major.unsigned, value);
}

function double(value: number): Buffer {
  const bytes = Buffer.alloc(9);
  bytes.writeUInt8(0xfb);
  bytes.writeDoubleBE(value, 1);
  return bytes;
}

function head(type: number, argument: number): Buffer {
  const first = type << 5;
  if (argument < 24) return Buffer.of(first | argument);
  if (argument < 0x100) return Buffer.of(first | 24, argument);
  if (argument < 0x1_0000) return Buffer.of(first | 25, argument >> 8, argument & 0xff);
  const bytes = Buffer.alloc(5);
  bytes.writeUInt8(first | 26);
  bytes.writeUInt32BE(argument, 1);
  return bytes;
}
