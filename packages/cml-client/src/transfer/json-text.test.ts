import fc from "fast-check";
import { expect, test } from "vitest";
import { createJsonText } from "./json-text.ts";

/** A text as a controller may write it, and where it is cut. */
const written = fc.record({
  text: fc.string({ unit: "binary" }),
  escaped: fc.boolean(),
  cuts: fc.array(fc.nat(40)),
});

test("reads any text back, however it is escaped and wherever it is cut", () => {
  fc.assert(
    fc.property(written, ({ text, escaped, cuts }) => {
      const json = JSON.stringify(text);
      const wire = escaped ? json.replace(/[^ -~]/g, inHex) : json;
      const reader = createJsonText();
      let read = "";
      let from = 0;
      for (const length of [...cuts, wire.length]) {
        read += reader.read(wire.slice(from, from + length));
        from += length;
      }
      expect(read).toBe(text);
      expect(reader.complete).toBe(true);
    }),
  );
});

const inHex = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;

test("never gives half a character", () => {
  const reader = createJsonText();
  expect(reader.read('  "a\\ud83d')).toBe("a");
  expect(reader.read("\\ude00b")).toBe("😀b");
  expect(reader.complete).toBe(false);
});

test.each(['{"a":1}', "null", 'x"text"', '"text" more', '"a\nb"', '"\\x"', '"\\u12g4"'])(
  "refuses what is no text: %j",
  (wire) => {
    expect(() => createJsonText().read(wire)).toThrow(SyntaxError);
  },
);
