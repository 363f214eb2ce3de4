import { expect, test, vi } from "vitest";
import { wait } from "./wait.ts";

test.each([2 ** 31, 3_000_000_000, Number.MAX_SAFE_INTEGER, Number.POSITIVE_INFINITY])(
  "waits for long rather than not at all, for %d ms",
  async (ms) => {
    // Node says so before it waits a millisecond instead.
    const warned = vi.spyOn(process, "emitWarning");
    try {
      const giving = new AbortController();
      const waiting = wait(ms, { signal: giving.signal });
      giving.abort();
      await expect(waiting).rejects.toThrow("aborted");
      expect(warned).not.toHaveBeenCalled();
    } finally {
      warned.mockRestore();
    }
  },
);

test("does not wait for nothing", async () => {
  const given = AbortSignal.abort();
  await expect(wait(0, { signal: given })).resolves.toBeUndefined();
});
