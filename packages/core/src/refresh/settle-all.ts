/**
 * Waits for all of them, even when one fails, so that nothing goes on behind the caller's back.
 *
 * @throws the first error, once all have ended.
 */
export async function settleAll<Value>(promises: readonly Promise<Value>[]): Promise<Value[]> {
  const results = await Promise.allSettled(promises);
  return results.map((result) => {
    if (result.status === "rejected") throw result.reason;
    return result.value;
  });
}
