/** Bounds repeated requests to a share of all, so that a controller in trouble is not asked three times as much. */
export interface RetryBudget {
  /** A request was made for the first time. */
  earn(): void;
  /** Pays for one repetition; `false` when there is nothing left. */
  spend(): boolean;
}

/**
 * @param share What each request earns, in repetitions.
 * @param reserve What there is at first, and at most.
 */
export function createRetryBudget(share: number, reserve: number): RetryBudget {
  let left = reserve;
  return {
    earn() {
      left = Math.min(reserve, left + share);
    },
    spend() {
      // Ten times 0.1 is a little less than 1.
      if (left < 1 - 1e-9) return false;
      left -= 1;
      return true;
    },
  };
}
