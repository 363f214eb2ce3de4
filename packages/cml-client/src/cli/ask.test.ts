import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { ask } from "./ask.ts";

/** Somebody who types this when asked. */
async function typing(typed: string, answer: "shown" | "secret" = "secret") {
  const [input, output] = [new PassThrough(), new PassThrough()];
  let interrupts = 0;
  const interrupt = () => {
    interrupts += 1;
  };
  const given = ask("Password: ", answer, { input, output, interrupt });
  input.write(typed);
  const result = await given;
  return { given: result, interrupts, seen: String(output.read()) };
}

test("gives what was typed, and shows no secret", async () => {
  expect(await typing("open sesame\r")).toEqual({
    given: "open sesame",
    interrupts: 0,
    seen: "Password: \n",
  });
  expect((await typing("admin\r", "shown")).seen).toContain("admin");
});

test("ends with no answer at Ctrl-D, and at Ctrl-C says so", async () => {
  expect(await typing("\u0004")).toEqual({ given: undefined, interrupts: 0, seen: "Password: \n" });
  expect(await typing("half a pass\u0003")).toEqual({
    given: undefined,
    interrupts: 1,
    seen: "Password: \n",
  });
});

test("ends with no answer when the terminal is gone", async () => {
  const input = new PassThrough();
  const given = ask("User name: ", "shown", { input, output: new PassThrough(), interrupt: () => {} });
  input.end();
  expect(await given).toBeUndefined();
});
