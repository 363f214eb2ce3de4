/** How often something may be done: at once, and in the long run. */
export interface Rate {
  readonly burst: number;
  readonly perSecond: number;
}

/** Token buckets of one action. What is left out is not limited. */
export interface ActionLimit {
  /** One token a call. */
  readonly calls?: Rate;
  /** The same for calls that ask for all there is: no filter, no ids, no pages. @defaultValue `calls` */
  readonly bareCalls?: Rate;
  /** One token for each instance a call is about. */
  readonly instances?: Rate;
}

/** By action, as in `RunInstances`. */
export type ActionLimits = Readonly<Record<string, ActionLimit>>;

/** Room for instances of one kind in each account; every limit that fits an instance counts. */
export interface CapacityLimit {
  /** @defaultValue every region */
  readonly region?: string;
  /** Availability zone, as in `us-east-1a`. @defaultValue every zone */
  readonly zone?: string;
  /** As in `m5zn.metal`. @defaultValue every type */
  readonly type?: string;
  /** Instances that can be switched on at once. Beyond, calls fail with `InsufficientInstanceCapacity`. */
  readonly instances?: number;
  /** Virtual CPUs that can be switched on at once. Beyond, calls fail with `VcpuLimitExceeded`. */
  readonly vcpus?: number;
}
