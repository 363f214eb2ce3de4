import { tell } from "../hooks.ts";
import type { CmlFleetResult } from "./fleet-result.ts";

/** Works on all, so many at once, and gives what became of each, in order. Never rejects. */
export async function inParallel<Value>(
  ids: readonly string[],
  concurrency: number,
  onResult: ((result: CmlFleetResult<Value>) => void) | undefined,
  work: (id: string) => Promise<Value>,
): Promise<CmlFleetResult<Value>[]> {
  const results: CmlFleetResult<Value>[] = [];
  let next = 0;
  const worker = async () => {
    while (next < ids.length) {
      const index = next++;
      const id = ids[index] as string;
      const result = await resultOf(id, work);
      results[index] = result;
      tell(onResult, result);
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, ids.length) }, worker));
  return results;
}

async function resultOf<Value>(
  id: string,
  work: (id: string) => Promise<Value>,
): Promise<CmlFleetResult<Value>> {
  try {
    return { id, ok: true, value: await work(id) };
  } catch (error) {
    return { id, ok: false, error };
  }
}
