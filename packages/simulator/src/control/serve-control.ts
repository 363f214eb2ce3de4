import type { IncomingMessage, ServerResponse } from "node:http";
import type { CmlSimulator } from "../cml/simulated-controller.ts";
import { listenOnLoopback } from "../http/loopback-server.ts";
import { BodyTooLargeError, readBody } from "../http/read-body.ts";
import { urlHost } from "../http/url-host.ts";
import { commands } from "./commands.ts";
import { onlyLoopback } from "./only-loopback.ts";
import { ControlRefusal } from "./refusal.ts";

export interface ControlOptions {
  /** Port to listen on, at 127.0.0.1; 0 takes any free one. @defaultValue 0 */
  readonly port?: number;
}

/** A control API that is being served. */
export interface ControlServer extends AsyncDisposable {
  /** `http://127.0.0.1:40124` */
  readonly url: string;
  readonly port: number;
  /** Ends it; the controller goes on. */
  close(): Promise<void>;
}

const bodyLimit = 1024 * 1024;

/**
 * Serves the handles of a controller to tests that run in another process or language: plain HTTP with JSON bodies.
 *
 * - `GET /state`: url, version, labs, requests, live connections
 * - `GET /requests`: the last of them; `DELETE /requests` forgets them and their counts
 * - `GET /stats`, `GET /dropped_files`
 * - `POST /faults` with a rule (`operation`, `fault`, `after`, `times`), `DELETE /faults`
 * - `POST /clock` with `advanceMs`; 409 unless the controller's clock is a steerable one
 * - `POST /tokens/revoke`, with `username` or for everybody
 * - `POST /password` with the administrator's new `password`
 * - `POST /certificate/renew`, `POST /live/drop`, `POST /live/stall`, `POST /live/say` with a `text`
 * - `POST /labs` with a lab and `POST /users` with an account, each as among the options; both answer an `id`
 * - `POST /labs/{id}/start`, `POST /labs/{id}/stop`
 *
 * What is done answers 200 with a body or 204 without; what is not, `{error}` that says why, with
 * the `code` of a `SimulatorError` if it is one: `not_found` has status 404, `cannot_start` 409, `invalid_option` 400. There is no log-in:
 * it listens on 127.0.0.1 only, and refuses web pages and every other host name.
 *
 * @throws when the port is taken.
 */
export async function serveControl(sim: CmlSimulator, options: ControlOptions = {}): Promise<ControlServer> {
  const { port = 0 } = options;
  const host = "127.0.0.1";
  const server = await listenOnLoopback({
    host,
    port,
    onRequest: (request, response) => {
      answer(sim, request, response).catch(() => response.destroy());
    },
  });
  return {
    url: `http://${urlHost(host)}:${server.port}`,
    port: server.port,
    close: server.close,
    [Symbol.asyncDispose]: server.close,
  };
}

async function answer(sim: CmlSimulator, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    onlyLoopback(request);
    const { command, id } = commandFor(request);
    const body = (await readBody(request, bodyLimit)).toString();
    const value = await command(sim, body, id);
    if (value === undefined) response.writeHead(204).end();
    else write(response, 200, value);
  } catch (error) {
    if (error instanceof ControlRefusal)
      write(response, error.status, { error: error.message, code: error.code });
    else if (error instanceof BodyTooLargeError) write(response, 413, { error: error.message });
    else write(response, 500, { error: error instanceof Error ? error.message : String(error) });
  }
}

function commandFor({ method = "GET", url = "/" }: IncomingMessage) {
  const path = url.split("?")[0] ?? "";
  const [, part = "", order] = /^\/labs\/([^/]+)(\/.+)$/.exec(path) ?? [];
  const id = decoded(part);
  const name = `${method} ${order === undefined ? path : `/labs/{id}${order}`}`;
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command) return { command, id };
  throw new ControlRefusal(
    404,
    `There is no ${method} ${path}. There are ${Object.keys(commands).join(", ")}.`,
  );
}

/** What cannot be decoded stands for itself. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function write(response: ServerResponse, status: number, value: unknown): void {
  const text = JSON.stringify(value);
  response.writeHead(status, { "content-type": "application/json" }).end(text);
}
