/** Deeper nesting is an attack, not a call. */
const depthLimit = 64;
/** Additional information that says the length comes with the end. */
const indefinite = 31;
const breakByte = 0xff;

/** The value of a CBOR text (RFC 8949); times (tag 1) become dates. @throws RangeError when it is none. */
export function decodeCbor(bytes: Buffer): unknown {
  const reader = { bytes, at: 0 };
  const value = read(reader, 0);
  if (reader.at !== bytes.length) throw new RangeError("There is more after the value.");
  return value;
}

interface Reader {
  readonly bytes: Buffer;
  at: number;
}

function read(reader: Reader, depth: number): unknown {
  if (depth > depthLimit) throw new RangeError("The value is nested too deep.");
  const first = byte(reader);
  const info = first & 0x1f;
  switch (first >> 5) {
    case 0:
      return argument(reader, info);
    case 1:
      return -1 - argument(reader, info);
    case 2:
      return chunks(reader, info, 2);
    case 3:
      return chunks(reader, info, 3).toString();
    case 4:
      return [...items(reader, info, () => read(reader, depth + 1))];
    case 5:
      return Object.fromEntries(
        items(reader, info, () => [String(read(reader, depth + 1)), read(reader, depth + 1)] as const),
      );
    case 6:
      return tagged(argument(reader, info), read(reader, depth + 1));
    default:
      return simple(reader, info);
  }
}

function tagged(tag: number, value: unknown): unknown {
  return tag === 1 && typeof value === "number" ? new Date(Math.round(value * 1_000)) : value;
}

function* items<Item>(reader: Reader, info: number, readItem: () => Item): Iterable<Item> {
  if (info !== indefinite) {
    const count = argument(reader, info);
    for (let index = 0; index < count; index++) yield readItem();
    return;
  }
  while (reader.bytes[reader.at] !== breakByte) yield readItem();
  reader.at += 1;
}

function chunks(reader: Reader, info: number, type: number): Buffer {
  if (info !== indefinite) return take(reader, argument(reader, info));
  const parts = items(reader, info, () => {
    const first = byte(reader);
    if (first >> 5 !== type) throw new RangeError("A chunk is of another type.");
    return take(reader, argument(reader, first & 0x1f));
  });
  return Buffer.concat([...parts]);
}

function simple(reader: Reader, info: number): unknown {
  switch (info) {
    case 20:
      return false;
    case 21:
      return true;
    case 22:
    case 23:
      return null;
    case 25:
      return half(take(reader, 2).readUInt16BE());
    case 26:
      return take(reader, 4).readFloatBE();
    case 27:
      return take(reader, 8).readDoubleBE();
    default:
      throw new RangeError(`There is no simple value ${info}.`);
  }
}

function half(bits: number): number {
  const sign = bits >> 15 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * 2 ** -24 * fraction;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * 2 ** (exponent - 25) * (1024 + fraction);
}

function argument(reader: Reader, info: number): number {
  if (info < 24) return info;
  if (info === 24) return byte(reader);
  if (info === 25) return take(reader, 2).readUInt16BE();
  if (info === 26) return take(reader, 4).readUInt32BE();
  if (info === 27) return Number(take(reader, 8).readBigUInt64BE());
  throw new RangeError("A length is malformed.");
}

function byte(reader: Reader): number {
  return take(reader, 1).readUInt8();
}

function take(reader: Reader, length: number): Buffer {
  const end = reader.at + length;
  if (end > reader.bytes.length) throw new RangeError("The value ends too early.");
  const part = reader.bytes.subarray(reader.at, end);
  reader.at = end;
  return part;
}
