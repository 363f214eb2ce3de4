import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { CallCounter } from "../http/call-counter.ts";
import type { FaultBook } from "../http/faults.ts";
import { delay, respond, respondSpoiled, type WireAnswer } from "../http/respond.ts";
import { seededUuid } from "../random/seeded.ts";
import { answerCall } from "./answer-call.ts";
import { AwsApiError } from "./aws-error.ts";
import type { AddressedCall, AwsFault, AwsFaultRule } from "./aws-faults.ts";
import type { Accounts } from "./model/accounts.ts";
import { onlyPrograms } from "./only-programs.ts";
import { type AwsCall, readCall } from "./wire/aws-call.ts";
import { refusalIn } from "./wire/protocols.ts";

export interface RequestHandlerOptions {
  readonly accounts: Accounts;
  readonly calls: CallCounter;
  readonly faults: FaultBook<AwsFaultRule, AddressedCall>;
  /** Where the server listens. */
  readonly host: string;
  /** Added to every call, in milliseconds. */
  readonly latencyMs: number;
  /** Fires when the server closes. */
  readonly signal: AbortSignal;
}

/** Answers calls on behalf of AWS. */
export function requestHandler(options: RequestHandlerOptions): RequestListener {
  let requests = 0;
  return (request, response) => {
    const requestId = seededUuid(options.accounts.home.seed, "request", requests++);
    serve(options, request, response, requestId).catch((error: unknown) => {
      // A call that may not be read, or could not be, has no protocol to be refused in.
      if (error instanceof AwsApiError) respond(response, { status: error.status, body: error.message });
      else response.destroy();
    });
  };
}

async function serve(
  options: RequestHandlerOptions,
  request: IncomingMessage,
  response: ServerResponse,
  requestId: string,
): Promise<void> {
  const { accounts, calls, faults, latencyMs, signal } = options;
  onlyPrograms(request, options.host);
  const call = await readCall(request);
  calls.add(call.action);
  const due = faults.take(addressOf(accounts, call)).map(({ fault }) => fault);
  await delay([{ kind: "latency", ms: latencyMs }, ...due], signal);
  signal.throwIfAborted();

  const spoiler = due.find((fault) => fault.kind !== "latency");
  const produce = (): Promise<WireAnswer> => answer(accounts, call, requestId);
  if (spoiler === undefined) respond(response, await produce());
  else if (spoiler.kind === "error") respond(response, refusalIn(call, asked(spoiler), requestId));
  else await respondSpoiled(response, spoiler, produce);
}

async function answer(accounts: Accounts, call: AwsCall, requestId: string): Promise<WireAnswer> {
  try {
    return await answerCall(accounts, call, requestId);
  } catch (error) {
    if (error instanceof AwsApiError) return refusalIn(call, error, requestId);
    const text = error instanceof Error ? error.message : String(error);
    return refusalIn(call, new AwsApiError("InternalError", `The simulator failed: ${text}`), requestId);
  }
}

/** Calls of keys that are not valid come from no account. */
function addressOf({ callers }: Accounts, { action, signer }: AwsCall): AddressedCall {
  if (!signer) return { action, region: "", account: "" };
  const { region } = signer;
  try {
    return { action, region, account: callers.identify(signer).account };
  } catch {
    return { action, region, account: "" };
  }
}

function asked({ code, message, status }: Extract<AwsFault, { kind: "error" }>): AwsApiError {
  return new AwsApiError(code, message ?? `The call was refused with ${code}.`, status);
}
