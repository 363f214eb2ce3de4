import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeCbor } from "./cbor-decode.ts";
import { encodeCbor } from "./cbor-encode.ts";

const bytes = (hex: string): Buffer => Buffer.from(hex, "hex");

test("reads back what it wrote", () => {
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { depthSize: "small" },
      fc.string({ unit: "grapheme" }),
      fc.double({ noNaN: true }).filter((number) => !Object.is(number, -0)),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) }),
      fc.array(tie("any")),
      fc.dictionary(fc.string(), tie("any"), { noNullPrototype: true }),
    ),
  })).any;
  fc.assert(
    fc.property(value, (one) => {
      expect(decodeCbor(encodeCbor(one))).toEqual(one);
    }),
  );
});

test("reads the examples of RFC 8949, also of what it does not write itself", () => {
  expect(decodeCbor(bytes("1b000000e8d4a51000"))).toBe(1e12);
  expect(decodeCbor(bytes("3903e7"))).toBe(-1_000);
  expect(decodeCbor(bytes("f93e00"))).toBe(1.5);
  expect(decodeCbor(bytes("f9c400"))).toBe(-4);
  expect(decodeCbor(bytes("f90001"))).toBe(2 ** -24);
  expect(decodeCbor(bytes("f97c00"))).toBe(Number.POSITIVE_INFINITY);
  expect(decodeCbor(bytes("fa47c35000"))).toBe(100_000);
  expect(decodeCbor(bytes("f7"))).toBe(null);
  expect(decodeCbor(bytes("c11a514b67b0"))).toEqual(new Date(1_363_896_240_000));
  expect(decodeCbor(bytes("c074323031332d30332d32315432303a30343a30305a"))).toBe("2013-03-21T20:04:00Z");
  expect(decodeCbor(bytes("4401020304"))).toEqual(bytes("01020304"));
  expect(decodeCbor(bytes("7f657374726561646d696e67ff"))).toBe("streaming");
  expect(decodeCbor(bytes("9f018202039f0405ffff"))).toEqual([1, [2, 3], [4, 5]]);
  expect(decodeCbor(bytes("bf61610161629f0203ffff"))).toEqual({ a: 1, b: [2, 3] });
});

test("refuses what is cut short, goes on, is nested too deep, or is nothing at all", () => {
  const broken = [
    "",
    "1a0000",
    "62c3",
    "9f01",
    "0000",
    "7f4101ff",
    "fc",
    "1c",
    "9b001fffffffffffff",
    "81".repeat(100),
  ];
  for (const one of broken) expect(() => decodeCbor(bytes(one)), one).toThrow(RangeError);
});
