import { driftNotes, type Strictness } from "../answers/strictness.ts";
import type { CmlCallOptions } from "../call-options.ts";
import { CmlError } from "../errors.ts";
import { type KnownKeys, refuseUnknown } from "../known-keys.ts";
import type { Transfer } from "../transfer/transfer.ts";
import type { Lifetime } from "../transport/lifetime.ts";
import { methodOf, type OperationInput, pathOf } from "../transport/operation.ts";
import type { Accepted, Perform } from "../transport/perform.ts";
import { interruption, scopeOf } from "../transport/scope.ts";
import { answerValue } from "./answer-value.ts";
import { driftsIn } from "./check-answer.ts";
import { checkInput } from "./check-input.ts";
import type { Choosing, Chosen } from "./choices.ts";
import { type CmlOperationName, operations } from "./operations.ts";
import { bodyOf } from "./request-body.ts";
import { isDownload } from "./streamed.ts";
import type { CmlOperations } from "./types.ts";
import type { CmlUpload } from "./upload.ts";

/** What an operation takes: `path`, `query` and `body`, as far as it has them. */
export type CmlInput<Name extends CmlOperationName> = CmlOperations[Name]["input"];

/**
 * What an operation answers. Members that are new to this package are there as well, though untyped. Some answer one of two
 * things: elements when `data` of the query is true and their ids when it is not, what is in a file when `json` is true and
 * the text of it when it is not. `Choice` is the value of that parameter.
 */
export type CmlAnswer<Name extends CmlOperationName, Choice extends boolean = boolean> = Chosen<Name, Choice>;

/** The input may be left out where nothing in it is required. `Choice` is that of {@link CmlAnswer}. */
export type CmlRequestArguments<Name extends CmlOperationName, Choice extends boolean = boolean> =
  Record<never, never> extends CmlInput<Name>
    ? [input?: Choosing<Name, Choice> & CmlCallOptions]
    : [input: Choosing<Name, Choice> & CmlCallOptions];

/**
 * Makes any request of CML's API.
 *
 * What is sent is checked first, against the controller's own rules. What comes back is passed on as it came: a member or
 * a word that is new is reported to `hooks.onDrift`, and never an error.
 *
 * @throws CmlError
 * @example
 * ```ts
 * const lab = await cml.request("PATCH /labs/{lab_id}", { path: { lab_id }, body: { title: "OSPF" } });
 * ```
 */
export type CmlRequest = <Name extends CmlOperationName, Choice extends boolean = false>(
  name: Name,
  ...args: CmlRequestArguments<Name, Choice>
) => Promise<CmlAnswer<Name, Choice>>;

const MEMBERS: KnownKeys<OperationInput & CmlCallOptions> = {
  path: true,
  query: true,
  body: true,
  signal: true,
  timeoutMs: true,
};

/** What {@link createRequest} needs. */
export interface RequestContext extends Strictness {
  readonly perform: Perform;
  readonly transfer: Transfer;
  readonly lifetime: Lifetime;
}

export function createRequest({ perform, transfer, lifetime, ...strictness }: RequestContext): CmlRequest {
  function noteDrifts(name: CmlOperationName, status: number, value: unknown): void {
    const { report, refuse } = driftNotes(name, strictness);
    if (value === undefined || report === undefined) return;
    for (const { path, kind } of driftsIn(name, status, value)) report(path, kind);
    refuse(status);
  }

  function performed(name: CmlOperationName, input: OperationInput & CmlCallOptions): Promise<Accepted> {
    const scope = scopeOf(name, input, lifetime);
    const already = interruption(scope);
    if (already) throw already;
    const text = input.body === undefined ? undefined : bodyOf(name, input.body);
    const open = operations[name].open ?? false;
    return perform({ method: methodOf(name), path: pathOf(name, input), open, ...text }, scope);
  }

  const request = async (name: CmlOperationName, input: OperationInput & CmlCallOptions = {}) => {
    if (!Object.hasOwn(operations, name)) {
      throw new CmlError(`There is no operation ${JSON.stringify(name)}.`, { code: "invalid_request" });
    }
    refuseUnknown(`the input of ${name}`, input, MEMBERS);
    checkInput(name, input);
    if (isDownload(name)) return transfer.download(name, input);
    const accepted = await (name === "POST /images/upload"
      ? transfer.upload(input.body as CmlUpload, input)
      : performed(name, input));
    const value = answerValue(name, accepted);
    noteDrifts(name, accepted.answer.status, value);
    return value;
  };
  return request as CmlRequest;
}
