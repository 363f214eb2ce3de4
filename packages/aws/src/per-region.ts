import { CoreError } from "@cml-fleet/core";

/** One client for each region, opened when first asked for. */
export interface PerRegion<Client> {
  /** @throws CoreError `invalid_input` when the region's name can be none; it becomes part of an address. */
  client(this: void, region: string): Promise<Client>;
  destroy(): void;
}

export function perRegion<Client extends { destroy(): void }>(
  open: (region: string) => Promise<Client>,
): PerRegion<Client> {
  const clients = new Map<string, Promise<Client>>();
  return {
    async client(region) {
      const known = clients.get(region);
      if (known !== undefined) return known;
      if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(region)) {
        throw new CoreError(`There is no region "${region}": give one like eu-west-1.`, {
          code: "invalid_input",
        });
      }
      const opened = open(region);
      clients.set(region, opened);
      opened.catch(() => clients.delete(region));
      return opened;
    },
    destroy() {
      for (const client of clients.values()) {
        client.then(
          (open) => open.destroy(),
          () => undefined,
        );
      }
      clients.clear();
    },
  };
}
