/** One named promise that every implementation of a port must keep. */
export interface ContractCase {
  readonly name: string;
  /** Rejects when the promise is broken. */
  readonly run: () => Promise<void>;
}

/** How a test runner takes a test: `test` and `it` of Vitest, Jest, Mocha and `node:test` all fit. */
export type Register = (name: string, run: () => Promise<void>) => void;

/**
 * Registers each case with the caller's own test runner.
 *
 * @example
 * ```ts
 * describe("myEventLog", () => check(test, eventLogContract(async () => myEventLog())));
 * ```
 */
export function check(register: Register, cases: Iterable<ContractCase>): void {
  for (const { name, run } of cases) register(name, run);
}

/** For authors of a suite: makes cases that each get a subject of their own from `open`. */
export function casesOf<Subject>(
  open: () => Promise<Subject>,
): (name: string, test: (subject: Subject) => Promise<void>) => ContractCase {
  return (name, test) => ({ name, run: async () => test(await open()) });
}
