import type { CmlSimulator } from "../cml/simulated-controller.ts";
import { CmlSimulatorError, type CmlSimulatorErrorCode } from "../cml/simulator-error.ts";
import { bodies, readControlBody } from "./bodies.ts";
import { ControlRefusal } from "./refusal.ts";

/** What the control API does, by method and path. The answer is the body; `undefined` stands for none. */
export type Command = (sim: CmlSimulator, body: string, id: string) => unknown;

/** A command without a body. */
const plain =
  (run: (sim: CmlSimulator, id: string) => unknown): Command =>
  (sim, body, id) => {
    readControlBody(bodies.nothing, body);
    return run(sim, id);
  };

export const commands: Readonly<Record<string, Command>> = {
  "GET /state": plain(state),
  "POST /faults": (sim, body) => {
    const rule = readControlBody(bodies.fault, body);
    orRefused(() => sim.faults.add(rule));
  },
  "DELETE /faults": plain((sim) => sim.faults.clear()),
  "POST /clock": (sim, body) => {
    const { advanceMs } = readControlBody(bodies.clock, body);
    if (!sim.clock)
      throw new ControlRefusal(
        409,
        'This controller goes by a clock that cannot be moved: start it with clock: "manual".',
      );
    const { clock } = sim;
    orRefused(() => clock.advance(advanceMs));
    return { nowMs: clock() };
  },
  "POST /tokens/revoke": (sim, body) => {
    const { username } = readControlBody(bodies.tokens, body);
    orRefused(() => sim.revokeTokens(username));
  },
  "POST /certificate/renew": plain(async (sim) => {
    await sim.renewCertificate();
    return { fingerprint256: sim.fingerprint256 };
  }),
  "POST /live/drop": plain((sim) => sim.live.drop()),
  "POST /live/stall": plain((sim) => sim.live.stall()),
  "POST /labs/{id}/start": plain((sim, id) => orRefused(() => sim.startLab(id))),
  "POST /labs/{id}/stop": plain((sim, id) => orRefused(() => sim.stopLab(id))),
};

function state(sim: CmlSimulator): unknown {
  return {
    url: sim.url,
    version: sim.version,
    username: sim.username,
    fingerprint256: sim.fingerprint256,
    labs: sim.labs(),
    requests: { total: sim.requests.count(), byOperation: sim.requests.byOperation() },
    liveConnections: sim.live.connections,
    ...(sim.clock && { nowMs: sim.clock() }),
  };
}

const statuses: Readonly<Record<CmlSimulatorErrorCode, number>> = { not_found: 404, cannot_start: 409 };

/** @throws ControlRefusal in the words of what is thrown. */
function orRefused(work: () => void): void {
  try {
    work();
  } catch (error) {
    if (CmlSimulatorError.is(error))
      throw new ControlRefusal(statuses[error.code], error.message, error.code);
    throw new ControlRefusal(400, error instanceof Error ? error.message : String(error));
  }
}
