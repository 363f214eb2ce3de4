import { expect, test } from "vitest";
import { driftsIn } from "../api/check-answer.ts";
import type { CmlOperationName } from "../api/operations.ts";
import type { CmlClient, CmlDrift } from "../index.ts";
import { plainClient } from "./clients.ts";
import { type Loopback, loopback, type Received } from "./loopback.ts";

/** What a method of a group asks for, and what it makes of the answer. */
export interface Exchange {
  readonly call: (cml: CmlClient) => Promise<unknown>;
  /** The operation, for a check of the answer below against what is known of the API. */
  readonly operation: CmlOperationName;
  /** Path and query below `/api/v0`. */
  readonly url: string;
  /** As JSON, or text as it is. @defaultValue none */
  readonly body?: unknown;
  /** As JSON, or text as it is when it has another media type. @defaultValue none */
  readonly answer?: unknown;
  /** @defaultValue 200, or 204 without an answer */
  readonly status?: number;
  /** @defaultValue "application/json" */
  readonly mediaType?: string;
  /** What comes out. @defaultValue undefined */
  readonly gives?: unknown;
  /** Differences from the table of operations that the answer has on purpose; the group knows of them. */
  readonly beyondTable?: readonly string[];
}

/** One test per exchange: the request exactly, the result exactly, and no drift that is not expected. */
export function exchanges(rows: Readonly<Record<string, Exchange>>): void {
  test.each(Object.entries(rows))("%s", async (_promise, exchange) => {
    const drift: CmlDrift[] = [];
    await using server = await answeringWith(exchange);
    await using cml = plainClient(server, { hooks: { onDrift: (one) => void drift.push(one) } });
    expect(await exchange.call(cml)).toEqual(exchange.gives);
    expect(server.received.map(asked)).toEqual([
      { asked: `${methodOf(exchange)} /api/v0${exchange.url}`, body: exchange.body },
    ]);
    expect(drift).toEqual([]);
    if (exchange.mediaType || exchange.answer === undefined) return;
    const invented = driftsIn(exchange.operation, statusOf(exchange), exchange.answer);
    expect(invented.map(({ kind, path }) => `${kind} ${path}`)).toEqual(exchange.beyondTable ?? []);
  });
}

/** A server that gives the answer of an exchange to everybody. */
export function answeringWith(exchange: Exchange): Promise<Loopback> {
  const { answer, mediaType } = exchange;
  return loopback((_request, response) => {
    response.writeHead(statusOf(exchange), { "content-type": mediaType ?? "application/json" });
    response.end(mediaType ? answer : answer === undefined ? "" : JSON.stringify(answer));
  });
}

const methodOf = ({ operation }: Exchange) => operation.slice(0, operation.indexOf(" "));

const statusOf = ({ answer, status }: Exchange) => status ?? (answer === undefined ? 204 : 200);

function asked({ method, url, headers, body }: Received) {
  const isJson = headers["content-type"] === "application/json";
  return { asked: `${method} ${url}`, body: body === "" ? undefined : isJson ? JSON.parse(body) : body };
}
