import { expect, test } from "vitest";
import { joiner } from "./joiner.ts";

const bytes = (text: string): Buffer => Buffer.from(text);

test("joins the same pieces once, and others anew", () => {
  const join = joiner();
  const [a, b, c] = [bytes("a"), bytes("b"), bytes("c")];
  const whole = join([a, b]);
  expect(whole.toString()).toBe("ab");
  expect(join([a, b])).toBe(whole);
  expect(join([a, c]).toString()).toBe("ac");
  expect(join([a, b, c]).toString()).toBe("abc");
  // Equal, but not the same: it may have been written anew.
  expect(join([bytes("a"), b]).toString()).toBe("ab");
  expect(join([]).toString()).toBe("");
});

test("forgets what it joined longest ago when it keeps too much", () => {
  const join = joiner(25);
  const big = () => Buffer.alloc(10);
  const [first, second, third] = [big(), big(), big()];
  const joined = [first, second].map((one) => join([one]));
  expect(join([second])).toBe(joined[1]);
  join([third]);
  expect(join([second])).toBe(joined[1]);
  expect(join([first])).not.toBe(joined[0]);
});
