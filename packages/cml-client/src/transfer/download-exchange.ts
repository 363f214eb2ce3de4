import type { Readable } from "node:stream";
import type { Dispatcher } from "undici";
import { CmlError } from "../errors.ts";
import { connectionError } from "../transport/connection-error.ts";
import {
  type Exchanged,
  sentSecrets,
  textOf,
  tooLarge,
  type WireAnswer,
  type WireRequest,
} from "../transport/exchange.ts";
import { type CallScope, interruption, onInterruption } from "../transport/scope.ts";
import { createIncoming, type Incoming } from "./incoming.ts";

/** An answer whose body comes as a stream, if it is what was asked for; else it is read. */
export interface StreamAnswer extends WireAnswer {
  readonly stream?: Readable;
}

/** Bounds of a download. */
export interface DownloadLimits {
  /** Longest wait for the answer to begin, and then for its next bytes while they are wanted, in milliseconds. */
  readonly stallMs: number;
  /** Of an answer that is read. */
  readonly maxBodyBytes: number;
}

/** Sends a request and gives the answer when it begins. Never rejects; what happens later, the stream tells. */
export function downloadExchange(
  dispatcher: Dispatcher,
  request: WireRequest,
  { stallMs, maxBodyBytes }: DownloadLimits,
  scope: CallScope,
): Promise<Exchanged<StreamAnswer>> {
  const { operation } = scope;
  return new Promise((resolve) => {
    let controller: Dispatcher.DispatchController | undefined;
    let settled = false;
    let incoming: Incoming | undefined;
    let head: Omit<WireAnswer, "body"> = { status: 0, headers: {} };
    const over = Promise.withResolvers<CmlError | undefined>();
    let size = 0;
    const chunks: Buffer[] = [];

    const settle = (outcome: Exchanged<StreamAnswer>) => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      if (incoming === undefined) release();
      resolve(outcome);
    };
    const giveUp = (error: CmlError) => {
      incoming?.fail(error);
      settle({ error, sent: controller !== undefined });
      controller?.abort(error);
    };
    const timer = setTimeout(() => {
      giveUp(timedOut(`No answer within ${stallMs} ms`, scope));
    }, stallMs);
    const release = onInterruption(scope, () => giveUp(interruption(scope) as CmlError));
    const fail = (cause: unknown) => {
      const error = connectionError(cause, scope, sentSecrets(request));
      incoming?.fail(error);
      settle({ error, sent: controller !== undefined });
    };

    try {
      dispatcher.dispatch(
        { ...request, body: null, headersTimeout: 0, bodyTimeout: 0 },
        {
          onRequestStart(started) {
            // Thrown, because an abort would cut the connection that the next in the queue is to use.
            if (settled) throw new Error("Nobody waits for this request any more.");
            controller = started;
          },
          onResponseStart(started, status, headers) {
            head = { status, headers };
            if (!isFile(head)) return;
            incoming = createIncoming({
              controller: started,
              stallMs,
              stalled: () => timedOut(`The controller sent nothing for ${stallMs} ms`, scope),
              notWanted: (cause) => abandoned(cause, scope),
              onClose(error) {
                release();
                over.resolve(error);
              },
            });
            settle({ answer: { ...head, body: "", stream: incoming.stream, over: over.promise } });
          },
          onResponseData(_controller, chunk) {
            if (incoming) return incoming.push(chunk);
            size += chunk.length;
            if (size <= maxBodyBytes) chunks.push(chunk);
            else giveUp(tooLarge(operation, maxBodyBytes));
          },
          onResponseEnd() {
            incoming?.end();
            settle({ answer: { ...head, body: textOf(chunks) } });
          },
          onResponseError(_controller, cause) {
            fail(cause);
          },
        },
      );
    } catch (cause) {
      fail(cause);
    }
  });
}

function abandoned(cause: Error | null, { operation }: CallScope): CmlError {
  return new CmlError(`${operation}: The download is no longer wanted.`, {
    code: "aborted",
    operation,
    ...(cause && { cause }),
  });
}

function timedOut(what: string, { operation }: CallScope): CmlError {
  return new CmlError(`${operation}: ${what}.`, { code: "timeout", operation });
}

/** Whether it is what was asked for: not an error, and not the page of a proxy. */
function isFile({ status, headers }: Omit<WireAnswer, "body">): boolean {
  return status >= 200 && status < 300 && !/html/.test(String(headers["content-type"]));
}
