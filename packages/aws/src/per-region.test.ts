import { expect, test, vi } from "vitest";
import { perRegion } from "./per-region.ts";

test("closes a client that is still being made", async () => {
  const made = Promise.withResolvers<{ destroy(): void }>();
  const clients = perRegion(() => made.promise);
  void clients.client("eu-west-1");
  clients.destroy();
  const destroy = vi.fn();
  made.resolve({ destroy });
  await vi.waitFor(() => expect(destroy).toHaveBeenCalledTimes(1));
});

test("tries again to make a client that could not be made", async () => {
  const client = { destroy() {} };
  const open = vi.fn(async () => client).mockRejectedValueOnce(new Error("no SDK"));
  const clients = perRegion(open);
  await expect(clients.client("eu-west-1")).rejects.toThrow("no SDK");
  await expect(clients.client("eu-west-1")).resolves.toBe(client);
  await expect(clients.client("eu-west-1")).resolves.toBe(client);
  expect(open).toHaveBeenCalledTimes(2);
});
