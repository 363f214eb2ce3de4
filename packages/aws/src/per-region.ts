/** One client for each region, opened when first asked for. */
export interface PerRegion<Client> {
  client(this: void, region: string): Promise<Client>;
  destroy(): void;
}

export function perRegion<Client extends { destroy(): void }>(
  open: (region: string) => Promise<Client>,
): PerRegion<Client> {
  const clients = new Map<string, Promise<Client>>();
  return {
    client(region) {
      const known = clients.get(region);
      if (known !== undefined) return known;
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
