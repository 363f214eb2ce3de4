import { CoreError } from "../../errors.ts";
import type {
  CallOptions,
  InstanceControl,
  InstanceRef,
  Outcome,
  PowerChange,
  PowerState,
} from "../../ports/instances.ts";
import type { CloudFaults } from "./faults.ts";
import type { MachineModel } from "./machine.ts";
import { distinct, keyOf, type Machines } from "./reader.ts";

/** What a command does to machines that heed it. */
interface Command {
  readonly operation: "start" | "stop";
  readonly from: PowerState;
  /** In these there is nothing left to do. */
  readonly obeyed: readonly PowerState[];
  readonly carryOut: (machine: MachineModel) => void;
}

/** How long commands take, in milliseconds on the cloud's clock, and what a start brings with it. */
export interface PowerOptions {
  readonly startMs: number;
  readonly stopMs: number;
  readonly nextAddress: () => string;
  readonly now: () => string;
}

export function machineControl(
  machines: Machines,
  faults: CloudFaults,
  { startMs, stopMs, nextAddress, now }: PowerOptions,
): InstanceControl {
  const start: Command = {
    operation: "start",
    from: "stopped",
    obeyed: ["pending", "running"],
    carryOut(machine) {
      machine.move("pending", "running", startMs);
      machine.change({ launchedAt: now(), publicIp: nextAddress() });
    },
  };
  const stop: Command = {
    operation: "stop",
    from: "running",
    obeyed: ["stopping", "stopped"],
    carryOut(machine) {
      machine.move("stopping", "stopped", stopMs);
      machine.loseAddress("publicIp");
    },
  };

  async function order(command: Command, refs: readonly InstanceRef[], options: CallOptions) {
    faults.enter(command.operation, options);
    return distinct(refs).map((ref) => outcomeOf(command, ref));
  }

  function outcomeOf({ operation, from, obeyed, carryOut }: Command, ref: InstanceRef): Outcome<PowerChange> {
    const { region, id } = ref;
    const fault = faults.ofRegion(operation, region) ?? faults.ofItem(operation, region, id);
    if (fault) return { ref, ok: false, error: fault };
    const machine = machines.get(keyOf(ref));
    if (!machine) return { ref, ok: false, error: refusal("not_found", `There is no machine ${id}.`) };
    const { power } = machine.snapshot();
    if (obeyed.includes(power)) return { ref, ok: true, value: { from: power, to: power } };
    if (power !== from) {
      const error = refusal("conflict", `Cannot ${operation} machine ${id} while it is ${power}.`);
      return { ref, ok: false, error };
    }
    carryOut(machine);
    return { ref, ok: true, value: { from, to: operation === "start" ? "pending" : "stopping" } };
  }

  return {
    start: (refs, options = {}) => order(start, refs, options),
    stop: (refs, options = {}) => order(stop, refs, options),
  };
}

const refusal = (code: "not_found" | "conflict", message: string) => new CoreError(message, { code });
