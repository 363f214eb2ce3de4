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
