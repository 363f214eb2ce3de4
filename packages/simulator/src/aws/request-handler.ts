import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { CallCounter } from "../http/call-counter.ts";
import type { FaultBook } from "../http/faults.ts";
import { delay, respond, respondSpoiled, type WireAnswer } from "../http/respond.ts";
import { seededUuid } from "../random/seeded.ts";
import { AwsApiError } from "./aws-error.ts";
import type { AddressedCall, AwsFault, AwsFaultRule } from "./aws-faults.ts";
import { answerCloudWatch } from "./cloudwatch/answer-cloudwatch.ts";
import { answerEc2 } from "./ec2/answer-ec2.ts";
import type { Region, World } from "./model/world.ts";
import { type AwsCall, readCall } from "./wire/aws-call.ts";
import { jsonAnswer, jsonRefusal } from "./wire/json-protocol.ts";
import { queryAnswer, queryRefusal } from "./wire/query-protocol.ts";

export interface RequestHandlerOptions {
  readonly world: World;
  readonly calls: CallCounter;
  readonly faults: FaultBook<AwsFaultRule, AddressedCall>;
  /** Added to every call, in milliseconds. */
  readonly latencyMs: number;
  /** Fires when the server closes. */
  readonly signal: AbortSignal;
}

/** Answers calls on behalf of AWS. */
export function requestHandler(options: RequestHandlerOptions): RequestListener {
  let requests = 0;
  return (request, response) => {
    const requestId = seededUuid(options.world.seed, "request", requests++);
    serve(options, request, response, requestId).catch((error: unknown) => {
      // A call that could not even be read has no protocol to be refused in.
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
  const { world, calls, faults, latencyMs, signal } = options;
  const call = await readCall(request);
  calls.add(call.action);
  const due = faults.take(call).map(({ fault }) => fault);
  await delay([{ kind: "latency", ms: latencyMs }, ...due], signal);
  signal.throwIfAborted();

  const spoiler = due.find((fault) => fault.kind !== "latency");
  const produce = (): Promise<WireAnswer> => answer(world, call, requestId);
  if (spoiler === undefined) respond(response, await produce());
  else if (spoiler.kind === "error") respond(response, refusal(call, asked(spoiler), requestId));
  else await respondSpoiled(response, spoiler, produce);
}

async function answer(world: World, call: AwsCall, requestId: string): Promise<WireAnswer> {
  try {
    const region = regionOf(world, call);
    if (call.protocol === "json") return jsonAnswer(answerCloudWatch(world, region, call), requestId);
    return queryAnswer(call.action, await answerEc2(world, region, call), requestId);
  } catch (error) {
    if (error instanceof AwsApiError) return refusal(call, error, requestId);
    const text = error instanceof Error ? error.message : String(error);
    return refusal(call, new AwsApiError("InternalError", `The simulator failed: ${text}`), requestId);
  }
}

function regionOf({ regions }: World, call: AwsCall): Region {
  if (call.region === "") {
    throw new AwsApiError("MissingAuthenticationToken", "The request is missing its signature.");
  }
  const region = regions.get(call.region);
  if (region) return region;
  throw new AwsApiError(
    "SignatureDoesNotMatch",
    `Credential should be scoped to a valid region, not '${call.region}'. Simulated: ${[...regions.keys()].join(", ")}.`,
  );
}

function refusal({ protocol }: AwsCall, error: AwsApiError, requestId: string): WireAnswer {
  return protocol === "json" ? jsonRefusal(error, requestId) : queryRefusal(error, requestId);
}

function asked({ code, message, status }: Extract<AwsFault, { kind: "error" }>): AwsApiError {
  return new AwsApiError(code, message ?? `The call was refused with ${code}.`, status);
}
