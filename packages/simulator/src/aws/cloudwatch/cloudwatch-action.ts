import { AwsApiError } from "../aws-error.ts";
import type { Region, World } from "../model/world.ts";

/** One call of one CloudWatch action, as its handler sees it. */
export interface CloudWatchCall {
  readonly world: World;
  readonly region: Region;
  /** The parameters, by their names; in the query protocol every value is a text. */
  readonly input: unknown;
}

/** Carries a call out. @returns the answer; `undefined` where there is none but that it is done. @throws AwsApiError for every refusal. */
export type CloudWatchAction = (call: CloudWatchCall) => unknown;

/** Actions by the name they are called by. */
export type CloudWatchActionTable = Readonly<Record<string, CloudWatchAction>>;

/** A refusal of what was asked. */
export function validationError(message: string): AwsApiError {
  return new AwsApiError("ValidationError", message);
}
