import { aFlag, aNumber, aText, aTime, byKey, readerOf } from "../answers/kinds.ts";
import type { AnswerReader } from "../answers/read-answer.ts";
import { aRecord } from "../answers/record.ts";
import type { CmlCallOptions } from "../call-options.ts";
import type { Call } from "../transport/call.ts";
import { operation } from "../transport/operation.ts";

/** How far the controller is with starting. `null` is unknown. */
export interface CmlStartup {
  readonly licensingLoaded: boolean | null;
  readonly coreDriverConnected: boolean | null;
  readonly nodeDefinitionsLoaded: boolean | null;
  readonly lldConnected: boolean | null;
  readonly lldSynced: boolean | null;
  readonly systemReady: boolean | null;
}

/** How the elements of a lab are. `null` is unknown. */
export interface CmlLabDiagnostics {
  /** ISO 8601 in UTC. */
  readonly createdAt: string | null;
  /** Whether it holds resources of a host. */
  readonly isAllocated: boolean | null;
  /** By id. */
  readonly nodes: Readonly<Record<string, CmlNodeDiagnostics>>;
}

/** How a node is. `null` is unknown. */
export interface CmlNodeDiagnostics {
  readonly label: string | null;
  readonly state: string | null;
  /** Seconds by state, `BOOTED` say. */
  readonly secondsInState: Readonly<Record<string, number | null>>;
}

/** What controllers tell of themselves for those who mend them. What is unknown here is passed on as it came. */
export interface CmlDiagnostics {
  readonly startup_scheduler: CmlStartup;
  /** By lab id: the cheapest look at the states of all labs, for administrators. */
  readonly labs: Readonly<Record<string, CmlLabDiagnostics>>;
  readonly computes: unknown;
  readonly lab_events: unknown;
  readonly node_launch_queue: unknown;
  readonly services: unknown;
  readonly node_definitions: unknown;
  readonly user_list: unknown;
  readonly licensing: unknown;
}

const startup = aRecord<CmlStartup>({
  licensingLoaded: ["licensing_loaded", aFlag],
  coreDriverConnected: ["core_driver_connected", aFlag],
  nodeDefinitionsLoaded: ["node_definitions_loaded", aFlag],
  lldConnected: ["lld_connected", aFlag],
  lldSynced: ["lld_synced", aFlag],
  systemReady: ["system_ready", aFlag],
});
const labs = byKey(
  aRecord<CmlLabDiagnostics>(
    {
      createdAt: ["created", aTime],
      isAllocated: ["allocated", aFlag],
      nodes: [
        "nodes",
        byKey(
          aRecord<CmlNodeDiagnostics>({
            label: ["label", aText],
            state: ["state", aText],
            secondsInState: ["state_times", byKey(aNumber)],
          }),
        ),
      ],
    },
    ["links", "interfaces"],
  ),
);

const readers: Readonly<Record<string, AnswerReader<unknown>>> = {
  startup_scheduler: readerOf(startup),
  labs: readerOf(labs),
};

/** `GET /diagnostics/{category}`: for administrators. */
export function diagnostics<Category extends keyof CmlDiagnostics>(
  call: Call,
  category: Category,
  options?: CmlCallOptions,
): Promise<CmlDiagnostics[Category]> {
  const read = Object.hasOwn(readers, category) ? readers[category] : undefined;
  const asked = operation("GET /diagnostics/{category}", read ?? ((value: unknown) => value));
  return call(asked, { ...options, path: { category } }) as Promise<CmlDiagnostics[Category]>;
}
