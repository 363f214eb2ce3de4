/** The right to do something alone, for a while. */
export interface Lease {
  readonly name: string;
  readonly holder: string;
  /** Grows each time the lease changes hands, so that a late writer can be told from the current one. */
  readonly token: number;
}

/** Lets one process at a time do a thing, and another take over when that process is dead. */
export interface LeaseStore {
  /**
   * Takes the lease, or extends it when `holder` has it already.
   *
   * @param ttlMs - How long the lease lasts unless it is extended, in milliseconds.
   * @returns `undefined` while another holder has it.
   */
  acquire(name: string, holder: string, ttlMs: number): Promise<Lease | undefined>;

  /** Gives the lease back. Does nothing when it has passed to another holder. */
  release(lease: Lease): Promise<void>;
}
