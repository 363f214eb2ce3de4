/** The life of a client: what has to end when it closes registers here. */
export interface Lifetime {
  readonly closed: boolean;
  /** Ends everything registered. Ending twice changes nothing. */
  end(): void;
  /** Registers; the answer takes it back. */
  onEnd(listener: () => void): () => void;
}

/** A {@link Lifetime}. A plain set, because each call passes here: an AbortSignal per call costs far more. */
export function createLifetime(): Lifetime {
  const listeners = new Set<() => void>();
  let closed = false;
  return {
    get closed() {
      return closed;
    },
    end() {
      closed = true;
      for (const listener of [...listeners]) listener();
      listeners.clear();
    },
    onEnd(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
