import { type Clock, type Timestamp, timestamp } from "../../kernel/time.ts";
import type { HealthChecks, InstanceRef, InstanceSnapshot, PowerState } from "../../ports/instances.ts";
import type { Metric } from "../../ports/metrics.ts";

/** One measurement of a machine. */
export interface Measurement {
  readonly metric: Metric;
  /** Percent, 0 to 100. */
  readonly value: number;
  /** @defaultValue now */
  readonly at?: Timestamp;
}

/** A machine of the cloud in memory, as a test sees and changes it. */
export interface CloudMachine extends InstanceRef {
  /** The machine as the cloud would describe it now. */
  snapshot(): InstanceSnapshot;
  /** Changes whatever the provider would report: power, addresses, tags, and so on. */
  change(parts: Partial<Omit<InstanceSnapshot, "region" | "id" | "observedAt">>): void;
  /** Takes addresses away, as a stop does. */
  loseAddress(which: "publicIp" | "privateIp"): void;
  /** Ends a start or a stop that is under way, whatever the clock says. */
  settle(): void;
  /** Both checks pass unless said otherwise. */
  checks: HealthChecks;
  measure(measurement: Measurement): void;
  /** Forgets every measurement. */
  unmeasure(): void;
}

/** What the rest of the cloud needs of a machine. */
export interface MachineModel extends CloudMachine {
  readonly measurements: readonly Required<Measurement>[];
  /** Goes to `through` now, and to `to` once `ms` have passed on the clock. */
  move(through: PowerState, to: PowerState, ms: number): void;
}

export function machineModel(clock: Clock, planted: Omit<InstanceSnapshot, "observedAt">): MachineModel {
  let described = planted;
  let moving: { readonly to: PowerState; readonly dueAt: number } | undefined;
  let measurements: Required<Measurement>[] = [];

  function settle(): void {
    if (moving) described = { ...described, power: moving.to };
    moving = undefined;
  }

  return {
    region: planted.region,
    id: planted.id,
    checks: { instance: "ok", system: "ok" },
    get measurements() {
      return measurements;
    },
    snapshot() {
      if (moving && clock.now() >= moving.dueAt) settle();
      return { ...structuredClone(described), observedAt: timestamp(clock) };
    },
    change(parts) {
      if (parts.power !== undefined) moving = undefined;
      described = { ...described, ...structuredClone(parts) };
    },
    loseAddress(which) {
      const { [which]: _, ...rest } = described;
      described = rest;
    },
    settle,
    move(through, to, ms) {
      described = { ...described, power: through };
      moving = { to, dueAt: clock.now() + ms };
    },
    measure(measurement) {
      measurements.push({ at: timestamp(clock), ...measurement });
    },
    unmeasure() {
      measurements = [];
    },
  };
}
