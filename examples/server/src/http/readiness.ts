import { randomUUID } from "node:crypto";
import { CoreError, type LeaseStore } from "@cml-fleet/core";

/** Tells whether the service can work. */
export interface Readiness {
  /** @returns what is in the way, as a sentence; `undefined` when nothing is. */
  problem(): Promise<string | undefined>;
}

/** What {@link readiness} looks at. */
export interface ReadinessOptions {
  /** Reads a little from the store, each time. */
  readonly read: () => Promise<unknown>;
  /** Where a trial is written: a disk may be full, or turned read-only, and everything can still be read. */
  readonly leases: Pick<LeaseStore, "acquire">;
  /** How long the outcome of a trial holds, in milliseconds, however many ask. @defaultValue 5_000 */
  readonly freshMs?: number;
  /** Longest wait for the store, in milliseconds. @defaultValue 2_000 */
  readonly patienceMs?: number;
  /** Milliseconds of a clock that never jumps. @defaultValue performance.now */
  readonly now?: () => number;
}

const LEASE = "readiness-trial";

/** Reads the store at each question, and writes one row to it every few seconds at most, and only while somebody asks. */
export function readiness(options: ReadinessOptions): Readiness {
  const { read, leases, freshMs = 5_000, patienceMs = 2_000, now = () => performance.now() } = options;
  const holder = randomUUID();
  let trial: { readonly at: number; readonly outcome: Promise<string | undefined> } | undefined;

  function writable(): Promise<string | undefined> {
    if (trial === undefined || now() - trial.at >= freshMs) {
      // It ends as it begins: the next trial, or another process, shall find it free.
      const outcome = problemOf("written", patienceMs, () => leases.acquire(LEASE, holder, 1));
      trial = { at: now(), outcome };
    }
    return trial.outcome;
  }

  return {
    problem: async () => (await problemOf("read", patienceMs, read)) ?? (await writable()),
  };
}

async function problemOf(
  done: "read" | "written",
  patienceMs: number,
  attempt: () => Promise<unknown>,
): Promise<string | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(
      resolve,
      patienceMs,
      `The store cannot be ${done}: no answer within ${patienceMs} ms.`,
    );
  });
  const tried = attempt().then(
    () => undefined,
    // The inside of an unexpected error is for the log only.
    (error: unknown) => `The store cannot be ${done}${CoreError.is(error) ? `: ${error.message}` : "."}`,
  );
  try {
    return await Promise.race([tried, late]);
  } finally {
    clearTimeout(timer);
  }
}
