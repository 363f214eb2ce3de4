import type { Dispatcher } from "undici";
import type { CmlContentUpload } from "../api/upload.ts";
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
import { envelopeFor } from "./envelope.ts";
import { createUploadBody, type OnStep } from "./upload-body.ts";

/** Bounds of an upload, and who hears of its steps. */
export interface UploadLimits {
  /** Longest standstill, in milliseconds. */
  readonly stallMs: number;
  readonly maxBodyBytes: number;
  readonly onStep: OnStep;
}

/** Sends a file and reads the answer. Never rejects. The content is not touched before there is a connection. */
export function uploadExchange(
  dispatcher: Dispatcher,
  request: WireRequest,
  upload: CmlContentUpload,
  { stallMs, maxBodyBytes, onStep }: UploadLimits,
  scope: CallScope,
): Promise<Exchanged> {
  return new Promise((resolve) => {
    let controller: Dispatcher.DispatchController | undefined;
    let settled = false;
    let head: Omit<WireAnswer, "body"> = { status: 0, headers: {} };
    let size = 0;
    const chunks: Buffer[] = [];
    const envelope = envelopeFor(upload);
    const body = createUploadBody(upload, envelope, (sentBytes) => {
      timer.refresh();
      if (!settled) onStep(sentBytes);
    });

    const settle = (outcome: Exchanged) => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      release();
      body.cancel();
      resolve(outcome);
    };
    const giveUp = (error: CmlError, ours = false) => {
      settle({ error, sent: controller !== undefined, ours });
      controller?.abort(error);
    };
    const timer = setTimeout(() => {
      const isOurs = controller !== undefined && body.waitingFor === "content";
      giveUp(stalled(isOurs ? "The content gave" : "The controller took or said", stallMs, scope), isOurs);
    }, stallMs);
    const release = onInterruption(scope, () => giveUp(interruption(scope) as CmlError));
    const fail = (cause: unknown) => {
      const { failure } = body;
      if (failure) return giveUp(failure, true);
      const error = connectionError(cause, scope, sentSecrets(request));
      settle({ error, sent: controller !== undefined });
    };

    try {
      dispatcher.dispatch(
        {
          ...request,
          headers: [...request.headers, ...envelope.headers],
          // Undici takes any iterable of bytes, though its type says less.
          body: body.bytes as unknown as NonNullable<Dispatcher.DispatchOptions["body"]>,
          headersTimeout: 0,
          bodyTimeout: 0,
        },
        {
          onRequestStart(started) {
            // Thrown, because an abort would cut the connection that the next in the queue is to use.
            if (settled) throw new Error("Nobody waits for this request any more.");
            controller = started;
          },
          onResponseStart(_controller, status, headers) {
            head = { status, headers };
          },
          onResponseData(_controller, chunk) {
            size += chunk.length;
            if (size <= maxBodyBytes) chunks.push(chunk);
            else giveUp(tooLarge(scope.operation, maxBodyBytes));
          },
          onResponseEnd() {
            if (head.status < 300 && !body.complete) giveUp(tooEarly(head.status, scope));
            else settle({ answer: { ...head, body: textOf(chunks) } });
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

function stalled(who: string, stallMs: number, { operation }: CallScope): CmlError {
  return new CmlError(`${operation}: ${who} nothing for ${stallMs} ms.`, { code: "timeout", operation });
}

function tooEarly(status: number, { operation }: CallScope): CmlError {
  return new CmlError(`${operation}: The controller answers ${status} before it has the whole file.`, {
    code: "unexpected",
    operation,
    status,
  });
}
