import { AsyncLocalStorage } from "node:async_hooks";
import {
  type Attributes,
  type Context,
  context,
  createContextKey,
  type Meter,
  ROOT_CONTEXT,
  type Span,
  type SpanOptions,
  type Tracer,
} from "@opentelemetry/api";
import { expect, onTestFinished, test } from "vitest";
import { channels } from "../diagnostics/channels.ts";
import { failureOf, plainClient } from "../test/clients.ts";
import { idOf } from "../test/ids.ts";
import { json, loopback } from "../test/loopback.ts";
import { openServer } from "../test/open-server.ts";
import { instrumentCmlClients } from "./index.ts";

interface Told {
  readonly name: string;
  readonly options: SpanOptions;
  readonly parent: Context;
  readonly attributes: Attributes;
  status?: unknown;
  ended: boolean;
}

/** A tracer that only remembers. */
function remembering(): { readonly tracer: Tracer; readonly spans: Told[] } {
  const spans: Told[] = [];
  const startSpan = (name: string, options: SpanOptions = {}, parent = context.active()) => {
    const told: Told = { name, options, parent, attributes: { ...options.attributes }, ended: false };
    spans.push(told);
    return {
      setAttributes: (attributes: Attributes) => void Object.assign(told.attributes, attributes),
      setStatus: (status: unknown) => {
        told.status = status;
      },
      end: () => {
        told.ended = true;
      },
    } as unknown as Span;
  };
  return { spans, tracer: { startSpan } as unknown as Tracer };
}

/** A meter that only remembers: name, value and attributes. */
function counting(): { readonly meter: Meter; readonly told: [string, number, Attributes][] } {
  const told: [string, number, Attributes][] = [];
  const instrument = (name: string) => {
    const note = (value: number, attributes: Attributes = {}) => void told.push([name, value, attributes]);
    return { add: note, record: note };
  };
  const meter = {
    createHistogram: instrument,
    createCounter: instrument,
    createUpDownCounter: instrument,
  } as unknown as Meter;
  return { told, meter };
}

test("makes a span of each request, named for its operation, in the words of the conventions", async () => {
  const { tracer, spans } = remembering();
  using _instrumentation = instrumentCmlClients({ tracer, meter: false });
  const statuses = [503, 200];
  await using server = await loopback((_request, response) => json(response, "STOPPED", statuses.shift()));
  await using cml = plainClient(server, { retry: { attempts: 2, baseDelayMs: 0 } });
  await cml.labs.state(idOf(1));
  const common = {
    "http.request.method": "GET",
    "server.address": "127.0.0.1",
    "server.port": Number(new URL(server.url).port),
    "url.scheme": "http",
    "url.template": "/labs/{lab_id}/state",
  };
  expect(spans.map(({ attributes }) => attributes)).toEqual([
    { ...common, "http.response.status_code": 503, "error.type": "503" },
    { ...common, "http.response.status_code": 200, "http.request.resend_count": 1 },
  ]);
  expect(spans.map(({ name, options, ended, status }) => [name, options.kind, ended, status])).toEqual([
    ["GET /labs/{lab_id}/state", 2, true, { code: 2 }],
    ["GET /labs/{lab_id}/state", 2, true, undefined],
  ]);
});

test("puts the span below what is active where the call is made, also after a wait", async () => {
  const store = new AsyncLocalStorage<Context>();
  const manager = {
    active: () => store.getStore() ?? ROOT_CONTEXT,
    with: (active: Context, work: (...args: never[]) => unknown, self: unknown, ...args: never[]) =>
      store.run(active, () => work.apply(self, args)),
    bind: (_active: Context, target: unknown) => target,
    enable: () => manager,
    disable: () => manager,
  };
  context.setGlobalContextManager(manager as never);
  onTestFinished(() => context.disable());
  const { tracer, spans } = remembering();
  using _instrumentation = instrumentCmlClients({ tracer, meter: false });
  await using server = await loopback((_request, response) => json(response, []));
  await using cml = plainClient(server, { concurrency: 1 });
  const caller = createContextKey("caller");
  await Promise.all(
    [1, 2, 3].map((number) => context.with(ROOT_CONTEXT.setValue(caller, number), () => cml.labs.list())),
  );
  expect(spans.map(({ parent }) => parent.getValue(caller))).toEqual([1, 2, 3]);
});

test("names the failure of a request without an answer, and counts what happens around it", async () => {
  const { tracer, spans } = remembering();
  const { meter, told } = counting();
  using _instrumentation = instrumentCmlClients({ tracer, meter });
  let resets = 1;
  await using server = await openServer((request, response) => {
    if (request.url?.endsWith("/authenticate")) return json(response, "a.b.c");
    if (resets-- > 0) return response.socket?.resetAndDestroy();
    return json(response, []);
  });
  await using cml = plainClient(server, {
    auth: { username: "u", password: "p" },
    retry: { attempts: 2, baseDelayMs: 0 },
    breaker: { failures: 9, openMs: 1_000 },
  });
  await cml.labs.list();
  expect(spans.map(({ attributes }) => attributes["error.type"])).toEqual([
    undefined,
    "connection",
    undefined,
  ]);
  expect(spans[1]?.status).toMatchObject({ code: 2, message: expect.stringContaining("GET /labs") });
  const sum = (name: string) =>
    told.filter(([one]) => one === name).reduce((total, [, value]) => total + value, 0);
  expect(told.filter(([name]) => name === "http.client.request.duration")).toHaveLength(3);
  expect(sum("http.client.active_requests")).toBe(0);
  expect(sum("cml.client.retries")).toBe(1);
  expect(told.filter(([name]) => name === "cml.client.login.duration")).toHaveLength(1);
  const durations = told.filter(([name]) => name.endsWith("duration")).map(([, value]) => value);
  for (const seconds of durations) expect(seconds).toBeLessThan(5);
});

test("stops when it is disposed of, even with requests under way", async () => {
  const { tracer, spans } = remembering();
  const { meter, told } = counting();
  const instrumentation = instrumentCmlClients({ tracer, meter });
  const held = Promise.withResolvers<() => void>();
  await using server = await openServer((_request, response) => held.resolve(() => json(response, [])));
  await using cml = plainClient(server);
  const list = cml.labs.list();
  const release = await held.promise;
  instrumentation[Symbol.dispose]();
  release();
  await list;
  expect(spans.map(({ ended }) => ended)).toEqual([false]);
  expect(told.map(([name]) => name)).toEqual(["http.client.active_requests"]);
  for (const channel of Object.values(channels)) expect(channel.hasSubscribers).toBe(false);
});

test("says no secret and no id", async () => {
  const { tracer, spans } = remembering();
  const { meter, told } = counting();
  using _instrumentation = instrumentCmlClients({ tracer, meter });
  await using server = await loopback(({ headers, url }, response) =>
    json(response, `you sent ${headers.authorization} to ${url}`, 400),
  );
  await using cml = plainClient(server, { auth: { token: "very-secret-token" } });
  await failureOf(cml.labs.get(idOf(7)));
  const everything = JSON.stringify([spans, told]);
  expect(everything).not.toContain("very-secret-token");
  expect(everything).not.toContain(idOf(7));
});
