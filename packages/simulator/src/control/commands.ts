import { shownFingerprint } from "../cml/shown-fingerprint.ts";
import type { CmlSimulator } from "../cml/simulated-controller.ts";
import { SimulatorError, type SimulatorErrorCode } from "../simulator-error.ts";
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
  "GET /stats": plain((sim) => sim.stats()),
  "GET /dropped_files": plain((sim) => sim.droppedFiles()),
  "GET /requests": plain((sim) => sim.requests.last()),
  "DELETE /requests": plain((sim) => sim.requests.reset()),
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
  "POST /password": (sim, body) => sim.setPassword(readControlBody(bodies.password, body).password),
  "POST /users": (sim, body) => {
    const user = readControlBody(bodies.user, body);
    return { id: orRefused(() => sim.addUser(user)) };
  },
  "POST /certificate/renew": plain(async (sim) => {
    await sim.renewCertificate();
    const fingerprint256 = shownFingerprint(sim);
    return fingerprint256 && { fingerprint256 };
  }),
  "POST /live/drop": plain((sim) => sim.live.drop()),
  "POST /live/stall": plain((sim) => sim.live.stall()),
  "POST /live/say": (sim, body) => sim.live.say(readControlBody(bodies.text, body).text),
  "POST /labs": (sim, body) => {
    const lab = readControlBody(bodies.lab, body);
    return { id: orRefused(() => sim.addLab(lab)) };
  },
  "POST /labs/{id}/start": plain((sim, id) => orRefused(() => sim.startLab(id))),
  "POST /labs/{id}/stop": plain((sim, id) => orRefused(() => sim.stopLab(id))),
};

function state(sim: CmlSimulator): unknown {
  const fingerprint256 = shownFingerprint(sim);
  return {
    url: sim.url,
    version: sim.version,
    username: sim.username,
    ...(fingerprint256 && { fingerprint256 }),
    labs: sim.labs(),
    requests: { total: sim.requests.count(), byOperation: sim.requests.byOperation() },
    liveConnections: sim.live.connections,
    ...(sim.clock && { nowMs: sim.clock() }),
  };
}

const statuses: Readonly<Record<SimulatorErrorCode, number>> = {
  invalid_option: 400,
  not_found: 404,
  cannot_start: 409,
};

/** @throws ControlRefusal in the words of what is thrown. */
function orRefused<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (SimulatorError.is(error)) throw new ControlRefusal(statuses[error.code], error.message, error.code);
    throw new ControlRefusal(400, error instanceof Error ? error.message : String(error));
  }
}
