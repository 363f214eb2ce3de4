/** Cuts a list into pieces of at most `size`, in order. */
export function batches<Item>(items: readonly Item[], size: number): Item[][] {
  const pieces: Item[][] = [];
  for (let start = 0; start < items.length; start += size) pieces.push(items.slice(start, start + size));
  return pieces;
}

/** Works on every item, at most `limit` at a time. Answers are in the order of the items. */
export async function inParallel<Item, Answer>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<Answer>,
): Promise<Answer[]> {
  const answers: Answer[] = new Array(items.length);
  const queue = items.entries();
  const lane = async () => {
    for (const [index, item] of queue) answers[index] = await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, lane));
  return answers;
}

/** Each machine once, by region, in the order they were given. */
export function byRegion<Ref extends { readonly region: string; readonly id: string }>(
  refs: readonly Ref[],
): Map<string, Map<string, Ref>> {
  const regions = new Map<string, Map<string, Ref>>();
  for (const ref of refs) {
    const machines = regions.get(ref.region) ?? new Map<string, Ref>();
    if (!machines.has(ref.id)) machines.set(ref.id, ref);
    regions.set(ref.region, machines);
  }
  return regions;
}
