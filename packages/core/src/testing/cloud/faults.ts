import { CoreError } from "../../errors.ts";
import type { CallOptions } from "../../ports/instances.ts";

/** What can be asked of the cloud in memory. */
export type CloudOperation =
  | "describe"
  | "discover"
  | "health"
  | "start"
  | "stop"
  | "findImages"
  | "getImages"
  | "metrics";

/** What goes wrong, and where. A condition that is absent does not restrict. */
export interface CloudFault {
  readonly error: CoreError;
  readonly operation?: CloudOperation;
  readonly region?: string;
  /** Only what concerns this machine. Without one, the whole answer of a region fails. */
  readonly id?: string;
}

/** Faults in force, and how often the cloud was called. */
export interface CloudFaults {
  /** Puts a fault in force. @returns Ends it. */
  add(fault: CloudFault): () => void;
  /** Counts a call. @throws CoreError `aborted` when the caller has given up already. */
  enter(operation: CloudOperation, options: CallOptions): void;
  ofRegion(operation: CloudOperation, region: string): CoreError | undefined;
  ofItem(operation: CloudOperation, region: string, id: string): CoreError | undefined;
  calls(): Readonly<Record<CloudOperation, number>>;
}

export function cloudFaults(): CloudFaults {
  const faults = new Set<CloudFault>();
  const calls: Record<CloudOperation, number> = {
    describe: 0,
    discover: 0,
    health: 0,
    start: 0,
    stop: 0,
    findImages: 0,
    getImages: 0,
    metrics: 0,
  };
  const find = (operation: CloudOperation, region: string, id: string | undefined) =>
    [...faults].find(
      (fault) =>
        (fault.operation ?? operation) === operation &&
        (fault.region ?? region) === region &&
        fault.id === id,
    )?.error;

  return {
    add(fault) {
      faults.add(fault);
      return () => void faults.delete(fault);
    },
    enter(operation, { signal }) {
      if (signal?.aborted) {
        throw new CoreError(`The ${operation} call was aborted.`, { code: "aborted", cause: signal.reason });
      }
      calls[operation] += 1;
    },
    ofRegion: (operation, region) => find(operation, region, undefined),
    ofItem: find,
    calls: () => ({ ...calls }),
  };
}
