import type { Dispatcher } from "undici";
import { CmlError } from "../errors.ts";
import { connectionError } from "./connection-error.ts";
import { type CallScope, interruption, onInterruption } from "./scope.ts";

/** One HTTP request, ready to go. */
export interface WireRequest {
  readonly origin: string;
  readonly path: string;
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Names and values by turns. */
  readonly headers: string[];
  readonly body?: string;
}

/** How an answer begins. */
export interface AnswerHead {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** When the body is still to come: how that ends. Never rejects. */
  readonly over?: Promise<CmlError | undefined>;
}

/** An answer of any status, read to its end. */
export interface WireAnswer extends AnswerHead {
  readonly body: string;
}

/** How an exchange ended. `sent` says whether the controller may have seen the request. */
export type Exchanged<Answer extends AnswerHead = WireAnswer> =
  | { readonly answer: Answer; readonly error?: undefined }
  | {
      readonly error: CmlError;
      readonly sent: boolean;
      /** The caller's own doing: it says nothing of the controller. @defaultValue false */
      readonly ours?: boolean;
      readonly answer?: undefined;
    };

/** Bounds of one exchange. */
export interface ExchangeLimits {
  /** Longest wait for a connection, and then from the request to the last byte of the answer. */
  readonly timeoutMs: number;
  readonly maxBodyBytes: number;
}

/**
 * Sends one request and reads the answer. Never rejects.
 *
 * Speaks undici's handler interface instead of `request()`: no stream per answer, one timer, and an abort
 * ends the wait even while the request is still queued for a connection.
 */
export function exchange(
  dispatcher: Dispatcher,
  request: WireRequest,
  limits: ExchangeLimits,
  scope: CallScope,
): Promise<Exchanged> {
  const { operation } = scope;
  const { timeoutMs, maxBodyBytes } = limits;
  return new Promise((resolve) => {
    let controller: Dispatcher.DispatchController | undefined;
    let settled = false;
    let status = 0;
    let headers: WireAnswer["headers"] = {};
    let size = 0;
    const chunks: Buffer[] = [];

    const settle = (outcome: Exchanged) => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      release();
      resolve(outcome);
    };
    const giveUp = (error: CmlError) => {
      settle({ error, sent: controller !== undefined });
      controller?.abort(error);
    };
    const timer = setTimeout(() => {
      giveUp(new CmlError(`${operation}: No answer within ${timeoutMs} ms.`, { code: "timeout", operation }));
    }, timeoutMs);
    const release = onInterruption(scope, () => giveUp(interruption(scope) as CmlError));
    const fail = (cause: unknown) =>
      settle({ error: connectionError(cause, scope, sentSecrets(request)), sent: controller !== undefined });

    try {
      dispatcher.dispatch(
        { ...request, body: request.body ?? null, headersTimeout: 0, bodyTimeout: 0 },
        {
          onRequestStart(started) {
            // Thrown, because an abort would cut the connection that the next in the queue is to use.
            if (settled) throw new Error("Nobody waits for this request any more.");
            controller = started;
            // What was left of the time would tell nothing about the controller, and cutting its connection might hurt others.
            timer.refresh();
          },
          onResponseStart(_controller, statusCode, received) {
            status = statusCode;
            headers = received;
          },
          onResponseData(_controller, chunk) {
            size += chunk.length;
            if (size <= maxBodyBytes) chunks.push(chunk);
            else giveUp(tooLarge(operation, maxBodyBytes));
          },
          onResponseEnd() {
            settle({ answer: { status, headers, body: textOf(chunks) } });
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

/** What of a request must not be quoted: its token, and its body, which may be a login. */
export function sentSecrets({ headers, body }: Pick<WireRequest, "headers" | "body">): readonly string[] {
  const tokens = headers.flatMap((value) => /^Bearer (.+)$/.exec(value)?.[1] ?? []);
  return body === undefined ? tokens : [...tokens, body];
}

export function textOf(chunks: readonly Buffer[]): string {
  return chunks.length === 1 ? String(chunks[0]) : Buffer.concat(chunks).toString();
}

export function tooLarge(operation: string, maxBodyBytes: number): CmlError {
  return new CmlError(
    `${operation}: The answer is larger than ${maxBodyBytes} bytes; raise maxBodyBytes if that is right.`,
    { code: "unexpected", operation },
  );
}
