import { AwsApiError } from "../aws-error.ts";
import type { Region, World } from "../model/world.ts";

/** One call of one CloudWatch action, as its handler sees it. */
export interface CloudWatchCall {
  readonly world: World;
  readonly region: Region;
  /** The parsed body. */
  readonly input: unknown;
}

/** Carries a call out. @returns the answer, to be written as JSON. @throws AwsApiError for every refusal. */
export type CloudWatchAction = (call: CloudWatchCall) => unknown;

/** Actions by the name they are called by. */
export type CloudWatchActionTable = Readonly<Record<string, CloudWatchAction>>;

/** A refusal of what was asked. */
export function validationError(message: string): AwsApiError {
  return new AwsApiError("ValidationError", message);
}
