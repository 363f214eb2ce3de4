import type { CallScope } from "../transport/scope.ts";

/** Where calls get their token. */
export interface TokenSource {
  /**
   * The token to use now, if no wait is needed. One that will end soon is used to its end, while a new one is fetched in the
   * background.
   */
  current(): string | undefined;
  /** The token to use for what takes long and cannot be made again: none that will end soon. */
  lasting(): string | undefined;
  /**
   * Waits for a token: one fetch however many calls wait. A caller that aborts stops waiting, and the fetch goes on.
   * A login that was refused while the call was under way is not tried again for it.
   *
   * @param begunAt When the call began, by `performance.now()`.
   */
  obtain(scope: CallScope, begunAt: number): Promise<string>;
  /** Forgets a token the controller refused, unless a newer one came meanwhile. */
  drop(token: string): void;
  /** Whether a token was found in a shared cache, rather than fetched. */
  isAdopted(token: string): boolean;
  /**
   * What a log-out has to end: the token there is, good or not, wherever it is kept, and those it replaced which are still
   * good. Waits for one that is being fetched.
   */
  live(scope: CallScope): Promise<readonly string[]>;
  /** Resolves when a shared cache has heard of everything. */
  settled(): Promise<void>;
}

/** A source with one token for ever. */
export function fixedToken(token: string): TokenSource {
  return {
    current: () => token,
    lasting: () => token,
    obtain: async () => token,
    drop: () => {},
    isAdopted: () => false,
    live: async () => [token],
    settled: async () => {},
  };
}
