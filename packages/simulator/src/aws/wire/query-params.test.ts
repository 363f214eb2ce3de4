import { expect, test } from "vitest";
import { readForm } from "./form.ts";

test("lists every parameter by its whole path", () => {
  const { params } = readForm("A=1&B.1=x&B.2=y&C.1.D=2&C.1.E.3=z&B.1.F=&A=3");
  expect(Object.fromEntries(params.entries())).toEqual({
    A: "3",
    "B.1": "x",
    "B.1.F": "",
    "B.2": "y",
    "C.1.D": "2",
    "C.1.E.3": "z",
  });
});

test("takes paths of twenty parts, and refuses one of more, however long it is", () => {
  const path = (parts: number): string => Array(parts).fill("a").join(".");
  const { params } = readForm(`${path(20)}=x`);
  expect([...params.entries()]).toEqual([[path(20), "x"]]);
  expect(() => readForm(`${path(21)}=x`)).toThrow("more than 20 parts: a.a.");
  expect(() => readForm(`${".".repeat(3_900_000)}=x`)).toThrow("more than 20 parts");
});
