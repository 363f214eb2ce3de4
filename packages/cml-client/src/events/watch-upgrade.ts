import type { Duplex } from "node:stream";
import type { Dispatcher } from "undici";
import type { WireAnswer } from "../transport/exchange.ts";

/** What became of a WebSocket's handshake, which the WebSocket itself keeps to itself. */
export interface WatchedUpgrade {
  /** Carries the handshake. */
  readonly dispatcher: Dispatcher;
  /** Once it succeeded. */
  readonly socket: Duplex | undefined;
  /** What an answer that is no upgrade begins with. */
  readonly refusal: Pick<WireAnswer, "status" | "headers"> | undefined;
  /** Why there was no answer: the error of the network, or of the certificate. */
  readonly cause: unknown;
}

/** Watches a handshake over this dispatcher. */
export function watchUpgrade(dispatcher: Dispatcher): WatchedUpgrade {
  let socket: Duplex | undefined;
  let refusal: WatchedUpgrade["refusal"];
  let cause: unknown;
  const watched = dispatcher.compose(
    (dispatch) => (options, handler) =>
      dispatch(options, {
        onRequestStart: (controller, context) => handler.onRequestStart?.(controller, context),
        onRequestUpgrade(controller, code, headers, upgraded) {
          socket = upgraded;
          return handler.onRequestUpgrade?.(controller, code, headers, upgraded);
        },
        onResponseStart(controller, code, headers, message) {
          refusal = { status: code, headers };
          return handler.onResponseStart?.(controller, code, headers, message);
        },
        onResponseData: (controller, chunk) => handler.onResponseData?.(controller, chunk),
        onResponseEnd: (controller, trailers) => handler.onResponseEnd?.(controller, trailers),
        onResponseError(controller, error) {
          cause = error;
          return handler.onResponseError?.(controller, error);
        },
      }),
  );
  return {
    dispatcher: watched,
    get socket() {
      return socket;
    },
    get refusal() {
      return refusal;
    },
    get cause() {
      return cause;
    },
  };
}
