/** The time a lab that rests elsewhere than it is wanted has to take up an order. */
export interface Grace {
  /** It begins anew: something moved, or nobody could look. */
  restart(): void;
  /** Milliseconds that are left of it, from the first time this is asked. */
  leftMs(): number;
}

export function createGrace(graceMs: number): Grace {
  let begunAt: number | undefined;
  return {
    restart() {
      begunAt = undefined;
    },
    leftMs() {
      begunAt ??= performance.now();
      return graceMs - (performance.now() - begunAt);
    },
  };
}
