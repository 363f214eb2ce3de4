import { driftNotes, type Strictness } from "../answers/strictness.ts";
import { checkInput } from "../api/check-input.ts";
import { bodyOf } from "../api/request-body.ts";
import { type CmlCallOptions, checkCallOptions } from "../call-options.ts";
import { notUnderstood } from "./json.ts";
import type { Lifetime } from "./lifetime.ts";
import { type Operation, type OperationInput, pathOf } from "./operation.ts";
import type { Perform } from "./perform.ts";
import { interruption, scopeOf } from "./scope.ts";

/** Carries out one operation: checks, token, retries, errors, reading. Resources only describe what they want. */
export type Call = <Answer>(
  operation: Operation<Answer>,
  input?: OperationInput & CmlCallOptions,
) => Promise<Answer>;

/** What {@link createCall} needs. */
export interface CallContext extends Strictness {
  readonly perform: Perform;
  readonly lifetime: Lifetime;
}

/** Calls whose answers are read into values of ours. */
export function createCall({ perform, lifetime, ...strictness }: CallContext): Call {
  return async (operation, input = {}) => {
    const { name, method, open } = operation;
    checkCallOptions(name, input);
    checkInput(name, input);
    const scope = scopeOf(name, input, lifetime);
    const already = interruption(scope);
    if (already) throw already;
    const { body } = input;
    const accepted = await perform(
      { method, path: pathOf(name, input), open, ...(body !== undefined && bodyOf(name, body)) },
      scope,
    );
    const drifts = driftNotes(name, strictness);
    const read = operation.read(accepted.answer, drifts.report);
    if (read === undefined) throw notUnderstood(accepted, name);
    drifts.refuse(accepted.answer.status);
    return read.value;
  };
}
