/** The YAML of a lab that a controller should have from the beginning is none. */
export class SeedLabError extends Error {
  override readonly name = "SeedLabError";
  /** What a controller would say of it. */
  readonly problem: string;

  constructor(index: number, cause: unknown) {
    const problem = cause instanceof Error ? cause.message : String(cause);
    super(`The YAML of lab ${index + 1} is no topology that a controller would import: ${problem}`, {
      cause,
    });
    this.problem = problem;
  }
}
