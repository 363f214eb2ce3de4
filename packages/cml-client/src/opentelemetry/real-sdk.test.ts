import { buffer } from "node:stream/consumers";
import { SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from "@opentelemetry/sdk-trace-base";
import { expect, onTestFinished, test } from "vitest";
import { failureOf, plainClient } from "../test/clients.ts";
import { idOf } from "../test/ids.ts";
import { json } from "../test/loopback.ts";
import { openServer } from "../test/open-server.ts";
import { instrumentCmlClients } from "./index.ts";

/** OpenTelemetry as a program sets it up, except that spans stay in memory. */
function startSdk(): InMemorySpanExporter {
  const exporter = new InMemorySpanExporter();
  const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  trace.setGlobalTracerProvider(provider);
  onTestFinished(async () => {
    trace.disable();
    await provider.shutdown();
  });
  return exporter;
}

test("hands finished spans to the SDK that the program has started, and none once it is disposed of", async () => {
  const exporter = startSdk();
  const statuses = [503, 200];
  await using server = await openServer((request, response) => {
    if (!request.url?.includes("/pcap/")) return json(response, "STOPPED", statuses.shift() ?? 200);
    response.writeHead(200, { "content-type": "application/cap" }).write("half", () => response.destroy());
  });
  await using cml = plainClient(server, { retry: { attempts: 2, baseDelayMs: 0 } });
  const instrumentation = instrumentCmlClients();
  await cml.labs.state(idOf(1));
  await failureOf(buffer(await cml.pcap.download(idOf(5))));
  const spans = exporter.getFinishedSpans();
  expect(spans.map(({ name, kind, status }) => [name, kind, status.code])).toEqual([
    ["GET /labs/{lab_id}/state", SpanKind.CLIENT, SpanStatusCode.ERROR],
    ["GET /labs/{lab_id}/state", SpanKind.CLIENT, SpanStatusCode.UNSET],
    ["GET /pcap/{link_capture_key}", SpanKind.CLIENT, SpanStatusCode.ERROR],
  ]);
  expect(spans[1]?.attributes).toMatchObject({
    "http.response.status_code": 200,
    "http.request.resend_count": 1,
    "server.address": "127.0.0.1",
  });
  expect(spans[2]?.attributes).toMatchObject({
    "http.response.status_code": 200,
    "error.type": "connection",
  });
  expect(spans.map(({ instrumentationScope }) => instrumentationScope.name)).toContain(
    "@cml-fleet/cml-client",
  );

  exporter.reset();
  instrumentation[Symbol.dispose]();
  await cml.labs.state(idOf(1));
  expect(exporter.getFinishedSpans()).toEqual([]);
});
