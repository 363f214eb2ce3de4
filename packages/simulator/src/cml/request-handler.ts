import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { type CallCounter, unknownCall } from "../http/call-counter.ts";
import type { FaultBook } from "../http/faults.ts";
import { BodyTooLargeError, readBody } from "../http/read-body.ts";
import type { RequestLog } from "../http/request-log.ts";
import { requestUrl } from "../http/request-url.ts";
import { badGateway, delay, respond, respondSpoiled, type WireAnswer } from "../http/respond.ts";
import { type Answer, CmlApiError } from "./answer.ts";
import { authorize } from "./authorize.ts";
import { type CmlFaultRule, isSpoiler } from "./cml-faults.ts";
import type { Controller } from "./controller.ts";
import { type Disturbed, happen } from "./incidents.ts";
import type { Call, Operation } from "./operation.ts";
import type { Phase } from "./phase.ts";
import { refusal } from "./refusal.ts";
import { routerOf } from "./releases/operations-of.ts";
import type { Routing } from "./router.ts";

export interface RequestHandlerOptions {
  readonly controller: Controller;
  readonly phase: () => Phase;
  readonly requests: CallCounter;
  readonly log: RequestLog;
  readonly faults: FaultBook<CmlFaultRule, string>;
  /** What incidents act upon, besides tokens. */
  readonly disturbed: Disturbed;
  /** Fires when the server closes. */
  readonly signal: AbortSignal;
}

const base = "/api/v0";
const bodyLimit = 32 * 2 ** 20;

/** Answers requests on behalf of a controller. */
export function requestHandler(options: RequestHandlerOptions): RequestListener {
  return (request, response) => {
    serve(options, request, response).catch(() => response.destroy());
  };
}

async function serve(
  options: RequestHandlerOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { controller, requests, log, faults, phase, signal } = options;
  const route = routerOf(controller.version);
  const url = requestUrl(request);
  const method = request.method ?? "GET";
  const routing = url.pathname.startsWith(`${base}/`)
    ? route(method, url.pathname.slice(base.length))
    : "no such path";
  const name = typeof routing === "string" ? `${method} ${url.pathname}` : routing.name;
  const counted = typeof routing === "string" ? unknownCall : name;
  requests.add(counted);
  const keepBody = log.keep({ operation: counted, method, path: request.url ?? "/" });

  // A rule is for an operation: another path may be written as one, as `/labs` outside the API is, and is none.
  const due = faults.take(typeof routing === "string" ? "" : name).map(({ fault }) => fault);
  await delay(due, signal);
  await happen(due, {
    "expired token": () => options.controller.tokens.revoke(bearer(request.headers.authorization)),
    async "certificate change"() {
      await options.disturbed.renewCertificate();
      response.shouldKeepAlive = false;
    },
    "live drop": () => options.disturbed.live.drop(),
    "live silence": () => options.disturbed.live.stall(),
  });
  const spoiler = due.find(isSpoiler);
  const stage = phase();
  const produce = async (): Promise<WireAnswer> =>
    stage === "proxy only"
      ? badGateway
      : written(await answer({ options, routing, url, request, stage, keepBody }));
  if (spoiler === undefined) respond(response, await produce());
  else if (spoiler.kind === "status" || spoiler.kind === "bare string") respond(response, refusal(spoiler));
  else await respondSpoiled(response, spoiler, produce);
}

interface Question {
  readonly options: RequestHandlerOptions;
  readonly routing: Routing;
  readonly url: URL;
  readonly request: IncomingMessage;
  readonly stage: Phase;
  readonly keepBody: (body: string) => void;
}

async function answer({ options, routing, url, request, stage, keepBody }: Question): Promise<Answer> {
  const { controller } = options;
  try {
    // No recording of these two; written after the recorded "401: Unauthorized".
    if (routing === "no such path") throw new CmlApiError(404, "404: Not Found");
    if (routing === "no such method") throw new CmlApiError(405, "405: Method Not Allowed");
    const { operation, path } = routing;
    const token = bearer(request.headers.authorization);
    const userId = operation.access === "public" ? "" : authenticated(controller, token);
    authorize({ controller, ...operation, userId, path });
    const body = operation.readsBody ? "" : (await readBody(request, bodyLimit)).toString();
    keepBody(body);
    const ready = stage === "ready";
    const call = { controller, ready, path, query: url.searchParams, body, userId, token };
    return await handled(operation, call, request);
  } catch (error) {
    return asAnswer(error, url.pathname);
  }
}

/** What happened until then is told before what this call brings about. */
async function handled(operation: Operation, call: Call, request: IncomingMessage): Promise<Answer> {
  const { news } = call.controller;
  news.catchUp();
  const answer = await operation.handle(call, request);
  if (request.method !== "GET" && call.userId !== "") news.note("user_activity", { user_id: call.userId });
  news.catchUp();
  return answer;
}

function authenticated(controller: Controller, token: string): string {
  if (token === "") {
    throw new CmlApiError(401, "Not authenticated: 401 Unauthorized: No authorization token provided.");
  }
  const userId = controller.tokens.owner(token);
  if (userId === undefined) throw new CmlApiError(401, "401: Unauthorized");
  return userId;
}

function bearer(header = ""): string {
  return /^Bearer (\S+)$/i.exec(header)?.[1] ?? "";
}

function asAnswer(error: unknown, path: string): Answer {
  if (error instanceof CmlApiError) return error.answer();
  if (error instanceof BodyTooLargeError)
    return new CmlApiError(413, "413: Request Entity Too Large").answer();
  const text = `The API at ${path} encountered an unexpected error.  Please report this problem to support.`;
  return new CmlApiError(500, text).answer();
}

function written({ status, body, contentType }: Answer): WireAnswer {
  return {
    status,
    ...(contentType !== undefined && { headers: { "content-type": contentType } }),
    ...(body !== undefined && { body }),
  };
}
