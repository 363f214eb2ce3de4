import { expect, test } from "vitest";
import { requestLog } from "./request-log.ts";

const asked = (operation: string) => ({ operation, method: "POST", path: "/x" });

test("remembers the last hundred, oldest first", () => {
  const log = requestLog();
  for (let count = 0; count < 150; count += 1) log.keep(asked(`${count % 2}`))(`${count}`);
  expect(log.last()).toHaveLength(100);
  expect(log.last()[0]).toEqual({ ...asked("0"), body: "50" });
  expect(log.last("1").map(({ body }) => Number(body) % 2)).toEqual(Array(50).fill(1));
  log.reset();
  expect(log.last()).toEqual([]);
});

test("keeps no more of bodies than two of the longest, and of each the beginning", () => {
  const log = requestLog();
  for (const letter of "abc") log.keep(asked(letter))(letter.repeat(1_000_000));
  expect(log.last().map(({ operation, body = "" }) => [operation, body.length])).toEqual([
    ["b", 65_536],
    ["c", 65_536],
  ]);
  log.reset();
  log.keep(asked("a"))("a".repeat(65_536));
  expect(log.last()).toHaveLength(1);
});

test("does not add a body to what was forgotten meanwhile", () => {
  const log = requestLog();
  const late = log.keep(asked("late"));
  log.reset();
  late("body");
  expect(log.last()).toEqual([]);
});

test.each([
  ['{"username":"admin","password":"a\\"b"}', '{"username":"admin","password":"***"}'],
  [
    '{"password": {"new_password": "x", "old_password" : "y"}}',
    '{"password": {"new_password": "***", "old_password" : "***"}}',
  ],
  ['{"token":"abc","title":"my password is \\"x\\""}', '{"token":"***","title":"my password is \\"x\\""}'],
  [`{"title":"${"t".repeat(65_500)}","password":"secret and so on"}`, /"password":"\*\*\*"$/],
  [`{"t":"${"t".repeat(65_507)}","password":"secret and so on"}`, /"password":"\*\*\*"$/],
  ["enable secret cisco", "enable secret cisco"],
])("strikes secrets out of JSON: %#", (body, kept) => {
  const log = requestLog();
  log.keep(asked("a"))(body);
  if (typeof kept === "string") expect(log.last()[0]?.body).toBe(kept);
  else expect(log.last()[0]?.body).toMatch(kept);
});
