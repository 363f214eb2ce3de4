import type { Socket } from "node:net";
import { type Dispatcher, WebSocket } from "undici";
import { CmlError } from "../errors.ts";
import { answerError } from "../transport/answer-error.ts";
import { connectionError } from "../transport/connection-error.ts";
import { type CallScope, interruption, onInterruption } from "../transport/scope.ts";
import { watchUpgrade } from "./watch-upgrade.ts";

/** One connection to `/ws/ui`. */
export interface SessionOptions {
  /** `wss:` or `ws:`. */
  readonly url: string;
  readonly dispatcher: Dispatcher;
  /** Sent first: it says who we are. */
  readonly hello: string;
  /** Longest handshake, in milliseconds. */
  readonly timeoutMs: number;
  /** Longest silence, in milliseconds. */
  readonly stallMs: number;
  readonly scope: CallScope;
  /** Each message; the answer `false` ends the session without an error. */
  readonly onMessage: (message: unknown) => boolean;
}

/** How a session ended. `refused` says that the token was not taken. */
export interface SessionEnd {
  readonly error: CmlError | undefined;
  readonly refused: boolean;
}

/** What controllers close with when a token is none, or is none any more. */
const UNAUTHORIZED = 3_000;

/** Connects, introduces itself, and listens until the end. Never rejects. */
export function session(options: SessionOptions): Promise<SessionEnd> {
  const { scope, stallMs, timeoutMs, onMessage } = options;
  const { operation } = scope;
  return new Promise((resolve) => {
    const already = interruption(scope);
    if (already) return resolve({ error: already, refused: false });
    const upgrade = watchUpgrade(options.dispatcher);
    const socket = new WebSocket(options.url, { dispatcher: upgrade.dispatcher });
    let settled = false;
    const settle = (error: CmlError | undefined, refused = false) => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      release();
      hangUp(
        socket,
        upgrade.socket as Socket | undefined,
        !scope.lifetime.closed && error?.code !== "timeout",
      );
      resolve({ error, refused });
    };
    const failIn = (delayMs: number, what: string) =>
      setTimeout(
        () =>
          settle(new CmlError(`${operation}: ${what} within ${delayMs} ms.`, { code: "timeout", operation })),
        delayMs,
      );

    let timer = failIn(timeoutMs, "No connection");
    const release = onInterruption(scope, () => settle(interruption(scope)));
    socket.addEventListener("open", () => {
      if (settled) return;
      clearTimeout(timer);
      timer = failIn(stallMs, "Not a word");
      socket.send(options.hello);
    });
    socket.addEventListener("message", ({ data }) => {
      if (settled) return;
      timer.refresh();
      if (!onMessage(data)) settle(undefined);
    });
    socket.addEventListener("close", ({ code, reason }) => {
      const refused = code === UNAUTHORIZED || upgrade.refusal?.status === 401;
      const ended = new Error(`closed with code ${code}${reason && `, ${reason.slice(0, 100)}`}`);
      settle(
        upgrade.refusal === undefined
          ? connectionError(upgrade.socket === undefined ? (upgrade.cause ?? ended) : ended, scope)
          : answerError({ ...upgrade.refusal, body: "" }, operation, []),
        refused,
      );
    });
  });
}

/** Longest wait for a goodbye to be on its way, in milliseconds. */
const GOODBYE_MS = 1_000;

/** Hangs up, without waiting for an answer; with a goodbye if the other side seems to be alive. */
function hangUp(socket: WebSocket, wire: Socket | undefined, politely: boolean): void {
  // Before the handshake is over, this ends it.
  if (socket.readyState === socket.CONNECTING || socket.readyState === socket.OPEN) socket.close();
  if (wire === undefined || wire.destroyed) return;
  if (!politely) return void wire.destroy();
  const limit = setTimeout(() => wire.destroy(), GOODBYE_MS).unref();
  wire.once("close", () => clearTimeout(limit));
  wire.end(() => wire.destroy());
}
