import { test as base, type TestAPI } from "vitest";
import { type AwsSimulator, startAwsSimulator } from "../aws/aws-simulator.ts";
import type { AwsSimulatorOptions } from "../aws/options.ts";
import { startCmlSimulator } from "../cml/cml-simulator.ts";
import type { CmlSimulatorOptions, SteerableOptions } from "../cml/options.ts";
import type { CmlSimulator, SteerableCmlSimulator } from "../cml/simulated-controller.ts";

/** What the simulators of a test have from the beginning. */
export interface SimulatorTestOptions {
  readonly cml?: CmlSimulatorOptions;
  readonly aws?: AwsSimulatorOptions;
}

/** What a test gets when it names it in its first parameter. */
export interface SimulatorFixtures<Cml extends CmlSimulator = CmlSimulator> {
  /** A controller of its own, on a free port. */
  readonly cml: Cml;
  /** An AWS of its own, on a free port, with controllers on its running instances. */
  readonly aws: AwsSimulator;
}

/**
 * A vitest `test` whose tests get a simulated controller and a simulated AWS, each started when a test names it and
 * closed when that test is over: no two tests share anything.
 *
 * @example
 * ```ts
 * const test = simulatorTest({ cml: { labs: [{ title: "OSPF", nodes: ["iosv", "iosv"] }] } });
 * test("sees one lab", async ({ cml }) => expect(cml.labIds()).toHaveLength(1));
 * ```
 */
export function simulatorTest(
  options: SimulatorTestOptions & { readonly cml: SteerableOptions },
): TestAPI<SimulatorFixtures<SteerableCmlSimulator>>;
export function simulatorTest(options?: SimulatorTestOptions): TestAPI<SimulatorFixtures>;
export function simulatorTest(options: SimulatorTestOptions = {}): unknown {
  return base.extend<SimulatorFixtures>({
    // biome-ignore lint/correctness/noEmptyPattern: vitest reads from it that nothing else is needed
    cml: async ({}, use) => {
      await using cml = await startCmlSimulator(options.cml);
      await use(cml);
    },
    // biome-ignore lint/correctness/noEmptyPattern: vitest reads from it that nothing else is needed
    aws: async ({}, use) => {
      await using aws = await startAwsSimulator(options.aws);
      await use(aws);
    },
  });
}
