import { expectTypeOf, test } from "vitest";
import type { CmlClient, CmlError, CmlEvent, CmlEventStream, CmlSystemStats } from "../index.ts";

declare const cml: CmlClient;

type EventOf<Type extends CmlEvent["type"]> = Extract<CmlEvent, { readonly type: Type }>;

test("an event is told apart by its type", () => {
  async function follow(signal: AbortSignal) {
    for await (const event of cml.events({ signal })) {
      expectTypeOf(event).toEqualTypeOf<CmlEvent>();
      if (event.type === "state_change") expectTypeOf(event.state).toBeString();
      // @ts-expect-error only a change of state has a state
      expectTypeOf(event.state).toBeString();
      // @ts-expect-error there is no such event
      expectTypeOf(event.type === "state_changed").toBeBoolean();
    }
  }
  expectTypeOf(follow).toBeFunction();
});

test("an event has what belongs to its type", () => {
  expectTypeOf<EventOf<"state_change">["elementId"]>().toBeString();
  expectTypeOf<EventOf<"state_change">["labId"]>().toEqualTypeOf<string | null>();
  expectTypeOf<EventOf<"system_stats">["stats"]>().toEqualTypeOf<CmlSystemStats>();
  expectTypeOf<EventOf<"disconnected">["error"]>().toEqualTypeOf<CmlError>();
  expectTypeOf<EventOf<"resync">["reason"]>().toEqualTypeOf<"reconnected" | "overflow">();
  expectTypeOf<EventOf<"unknown">["value"]>().toBeUnknown();
});

test("the types of events are exactly these", () => {
  expectTypeOf<CmlEvent["type"]>().toEqualTypeOf<
    | "connected"
    | "disconnected"
    | "resync"
    | "system_stats"
    | "lab_stats"
    | "state_change"
    | "lab_event"
    | "lab_element_event"
    | "unknown"
  >();
});

test("a stream of events can be taken by hand, and disposed of", () => {
  expectTypeOf<CmlClient["events"]>().returns.toEqualTypeOf<CmlEventStream>();
  expectTypeOf<CmlEventStream>().toExtend<AsyncDisposable & AsyncIterable<CmlEvent>>();
  expectTypeOf<Awaited<ReturnType<CmlEventStream["next"]>>>().toEqualTypeOf<
    IteratorResult<CmlEvent, undefined>
  >();
  // @ts-expect-error events end with a signal, not with a time limit
  const limited = () => cml.events({ timeoutMs: 1 });
  expectTypeOf(limited).toBeFunction();
});
