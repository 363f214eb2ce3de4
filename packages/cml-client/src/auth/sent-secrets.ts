/** The last secrets that a client logged in with: controllers may quote one that was replaced a while ago. */
export interface SentSecrets {
  note(secret: string): void;
  /** These, and what is remembered. */
  with(secrets: readonly string[]): readonly string[];
  forget(): void;
}

/** Each is searched for in every error: enough for a few changes of a password, and the tokens between them. */
const MOST_KEPT = 16;

/** Shortest secret that is remembered, in characters. Those of the request itself are struck out whatever their length. */
const SHORTEST = 8;

export function createSentSecrets(): SentSecrets {
  const kept = new Set<string>();
  return {
    note(secret) {
      // Struck out of everything that is said later, a word as short as "admin" would tell more than it hides.
      if (secret.length < SHORTEST) return;
      // Noted again it is the newest again: the password of today must not go before the tokens of yesterday.
      kept.delete(secret);
      kept.add(secret);
      const [oldest] = kept;
      if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
    },
    with: (secrets) => [...secrets, ...kept],
    forget: () => kept.clear(),
  };
}
