/** How long a contract suite waits for what an adapter does in its own time. */
export interface Patience {
  /** Longest wait for one thing, in milliseconds. @defaultValue 10_000 */
  readonly timeoutMs?: number;
  /** Time between two looks at a port, in milliseconds. @defaultValue 20 */
  readonly pollMs?: number;
}

/**
 * Looks at a port until what it answers is good. Only for ports that do not say when something changes.
 *
 * @returns The good answer.
 * @throws Error with the last answer, once the time is up.
 */
export async function eventually<Answer>(
  look: () => Promise<Answer>,
  isGood: (answer: Answer) => boolean,
  patience: Patience = {},
): Promise<Answer> {
  const { timeoutMs = 10_000, pollMs = 20 } = patience;
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const answer = await look();
    if (isGood(answer)) return answer;
    if (performance.now() > deadline) {
      throw new Error(`After ${timeoutMs} ms it was still ${JSON.stringify(answer)}.`);
    }
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}

/**
 * Waits for something, but not for ever.
 *
 * @throws Error that names `what`, once the time is up.
 */
export async function within<Value>(
  promise: Promise<Value>,
  what: string,
  { timeoutMs = 10_000 }: Patience = {},
): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Waited ${timeoutMs} ms for ${what}.`)), timeoutMs);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
