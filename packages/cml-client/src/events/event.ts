import type { CmlError } from "../errors.ts";
import type { CmlSimulationStats } from "../labs/simulation-stats.ts";
import type { CmlSystemStats } from "../system/stats.ts";

/** The feed is live: what happens from here on will be told. The first event of every iterator that gets that far. */
export interface CmlConnectedEvent {
  readonly type: "connected";
}

/** The connection ended, or could not be made. It is tried again, for as long as somebody iterates. */
export interface CmlDisconnectedEvent {
  readonly type: "disconnected";
  readonly error: CmlError;
  /** Pause before the next try, in whole milliseconds. */
  readonly retryInMs: number;
}

/** Something may have been missed: read the state you keep anew. Events go on from here. */
export interface CmlResyncEvent {
  readonly type: "resync";
  /** `reconnected`: the connection was gone for a while. `overflow`: the iterator was too slow, and its buffer full: of events, or of bytes. */
  readonly reason: "reconnected" | "overflow";
  /** How many events the buffer dropped; 0 after a reconnection, of which nobody knows. */
  readonly dropped: number;
}

/** Load of the controller; every three seconds or so. */
export interface CmlSystemStatsEvent {
  readonly type: "system_stats";
  readonly stats: CmlSystemStats;
}

/** What a running lab uses; every three seconds or so. */
export interface CmlLabStatsEvent {
  readonly type: "lab_stats";
  readonly labId: string;
  readonly stats: CmlSimulationStats;
}

/** A node, link or interface is in another state. */
export interface CmlStateChangeEvent {
  readonly type: "state_change";
  readonly labId: string | null;
  /** `node`, `link` or `interface`; other words pass, in lower case. */
  readonly elementType: string | null;
  readonly elementId: string;
  /** `DEFINED_ON_CORE`, `STOPPED`, `QUEUED`, `STARTED`, `BOOTED` or `DISCONNECTED`; other words pass. */
  readonly state: string;
}

/** A lab is new, changed, gone, or in another state. */
export interface CmlLabChangeEvent {
  readonly type: "lab_event";
  readonly labId: string;
  /** `created`, `modified`, `deleted` or `state`; other words pass, in lower case. */
  readonly event: string;
  /** As it came, with the names of the API. */
  readonly data: Readonly<Record<string, unknown>> | null;
}

/** An element of a lab is new, changed or gone. */
export interface CmlLabElementEvent {
  readonly type: "lab_element_event";
  readonly labId: string | null;
  /** `created`, `modified` or `deleted`; other words pass, in lower case. */
  readonly event: string;
  /** `node`, `link`, `interface`, `annotation`, `connectormapping`, `smartannotation`; other words pass, in lower case. */
  readonly elementType: string | null;
  readonly elementId: string | null;
  /** As it came, with the names of the API. */
  readonly data: Readonly<Record<string, unknown>> | null;
}

/** Something this package does not know, or cannot read. */
export interface CmlUnknownEvent {
  readonly type: "unknown";
  /** What the controller calls it, in lower case; `null` when it is no event at all. */
  readonly eventType: string | null;
  /** As it came; of what is not JSON, the first 500 characters. */
  readonly value: unknown;
}

/** What the controller tells. */
export type CmlToldEvent =
  | CmlSystemStatsEvent
  | CmlLabStatsEvent
  | CmlStateChangeEvent
  | CmlLabChangeEvent
  | CmlLabElementEvent
  | CmlUnknownEvent;

/** What {@link CmlClient.events} gives: what the controller tells, and how the connection fares. */
export type CmlEvent = CmlConnectedEvent | CmlDisconnectedEvent | CmlResyncEvent | CmlToldEvent;
