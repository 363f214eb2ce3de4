import type { CmlFailure, CmlLab, CmlReport } from "../../ports/cml-gateway.ts";
import { sampleLab, sampleStats } from "./samples.ts";

/** What a controller would say of itself. */
export interface ControllerState extends Omit<CmlReport, "labCount" | "failures" | "fingerprint256"> {
  readonly labs: readonly CmlLab[];
  /** SHA-256 of its certificate, 64 hex digits. */
  readonly fingerprint256: string;
}

/** The parts of a visit that fail by themselves. */
export type ControllerPart = "visit" | "login" | "stats" | "health" | "licensing" | "labs";

/** A controller in memory, as a test sees and changes it. */
export interface MemoryController {
  now(): ControllerState;
  change(parts: Partial<ControllerState>): void;
  /**
   * Makes a part fail. `visit`: nothing is learnt at all; `login`: only what is public.
   *
   * @returns Ends it.
   */
  fail(part: ControllerPart, failure: CmlFailure): () => void;
  /** Makes it accept connections and say nothing, until {@link MemoryController.answer}. */
  hang(): void;
  answer(): void;
}

/** What the gateway needs of a controller. */
export interface ControllerModel extends MemoryController {
  /** Resolves when it does not hang, or no longer. */
  answering(): Promise<void>;
  report(): CmlReport;
  labs(): CmlLab[] | CmlFailure;
}

export function controllerModel(serial: number): ControllerModel {
  let state: ControllerState = {
    version: "2.9.0+build.6",
    ready: true,
    stats: sampleStats(),
    health: { valid: true, licensed: true, enterprise: false },
    licensing: { registration: "COMPLETED", authorization: "IN_COMPLIANCE", expiresAt: null },
    labs: [sampleLab()],
    fingerprint256: serial.toString(16).padStart(64, "0"),
  };
  const failures = new Map<ControllerPart, CmlFailure>();
  let hanging: PromiseWithResolvers<void> | undefined;

  const failed = (...parts: readonly ControllerPart[]): CmlFailure | undefined =>
    parts.map((part) => failures.get(part)).find((failure) => failure !== undefined);
  const unless = <Value>(value: Value, ...parts: readonly ControllerPart[]): Value | null =>
    failed(...parts) ? null : structuredClone(value);

  return {
    now: () => structuredClone(state),
    change(parts) {
      state = { ...state, ...structuredClone(parts) };
    },
    fail(part, failure) {
      failures.set(part, failure);
      return () => void failures.delete(part);
    },
    hang() {
      hanging ??= Promise.withResolvers<void>();
    },
    answer() {
      hanging?.resolve();
      hanging = undefined;
    },
    answering: () => hanging?.promise ?? Promise.resolve(),
    report: () => ({
      version: unless(state.version, "visit"),
      ready: unless(state.ready, "visit"),
      stats: unless(state.stats, "visit", "login", "stats"),
      health: unless(state.health, "visit", "login", "health"),
      licensing: unless(state.licensing, "visit", "login", "licensing"),
      labCount: unless(state.labs.length, "visit", "login", "labs"),
      fingerprint256: unless(state.fingerprint256, "visit"),
      failures: [...failures.values()],
    }),
    labs: () => failed("visit", "login", "labs") ?? structuredClone([...state.labs]),
  };
}
