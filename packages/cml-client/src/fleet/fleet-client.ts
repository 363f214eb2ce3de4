import type { CmlOperationName } from "../api/operations.ts";
import type { CmlAnswer, CmlRequestArguments } from "../api/request.ts";
import type { CmlCallOptions } from "../call-options.ts";
import type { CmlClient } from "../client.ts";
import { CmlError } from "../errors.ts";
import { refuseUnknown } from "../known-keys.ts";
import { type CmlClientOptions, LONGEST_TIMER_MS, within } from "../options.ts";
import { createLifetime } from "../transport/lifetime.ts";
import { interruption, waitFor } from "../transport/scope.ts";
import { withDeadline } from "../waiting/deadline.ts";
import { checkShared } from "./check-shared.ts";
import type { CmlFleetResult } from "./fleet-result.ts";
import type { CmlFleetTurn, CmlFleetWork } from "./fleet-work.ts";
import { inParallel } from "./in-parallel.ts";
import { createMember, type FleetMember } from "./member.ts";
import { type CmlFleetRunOptions, RUN_OPTIONS } from "./run-options.ts";

/** One controller of a fleet. */
export interface CmlFleetController extends CmlClientOptions {
  /** Names it in results; unique in the fleet. */
  readonly id: string;
}

/** How a fleet client is made. */
export interface CmlFleetOptions {
  readonly controllers: readonly CmlFleetController[];
  /** Most controllers worked on at once. @defaultValue 8 */
  readonly concurrency?: number;
}

/** Several controllers, each with a client of its own: they share neither logins nor connections nor anything secret. */
export interface CmlFleetClient extends AsyncDisposable {
  /** In the order given. */
  readonly ids: readonly string[];
  /** The client of one controller. @throws CmlError with code `invalid_request` when there is none, or its options are wrong */
  controller(id: string): CmlClient;
  /**
   * Does something on every controller, and gives a result for each, in their order. One that fails or hangs does not
   * concern the others, and is no error of the whole. Pass the signal on: it ends when the controller's time does.
   *
   * @throws CmlError with code `invalid_request` when `only` names an unknown controller
   */
  run<Value>(
    work: CmlFleetWork<Value>,
    options?: CmlFleetRunOptions<Value>,
  ): Promise<CmlFleetResult<Value>[]>;
  /**
   * Makes one request of every controller; see {@link CmlClient.request}. Its time limit, for uploads too, is that of `run`.
   *
   * @throws CmlError with code `invalid_request` when an upload is no `file`: its content could be read only once
   */
  request<Name extends CmlOperationName, Choice extends boolean = false>(
    name: Name,
    ...args: CmlRequestArguments<Name, Choice>
  ): Promise<CmlFleetResult<CmlAnswer<Name, Choice>>[]>;
  /** Closes every client; what is under way has the error `closed`. */
  close(): Promise<void>;
}

/**
 * Opens clients for several controllers.
 *
 * @throws CmlError with code `invalid_request` when two have the same id. Wrong options of one are its own failure.
 * @example
 * ```ts
 * await using fleet = createCmlFleetClient({ controllers: [{ id: "berlin", baseUrl, auth, tls }, …] });
 * for (const result of await fleet.run((cml, { signal }) => cml.system.stats({ signal }))) {
 *   console.log(result.id, result.ok ? result.value.cpuPercent : result.error);
 * }
 * ```
 */
export function createCmlFleetClient({ controllers, concurrency = 8 }: CmlFleetOptions): CmlFleetClient {
  within("concurrency", concurrency, 1, 10_000);
  const lifetime = createLifetime();
  const members = new Map<string, FleetMember>();
  for (const { id, ...options } of controllers) {
    if (members.has(id)) throw invalid(`Two controllers have the id ${JSON.stringify(id)}.`);
    members.set(id, createMember(options));
  }
  const ids = [...members.keys()];
  const member = (id: string): FleetMember => {
    const known = members.get(id);
    if (known) return known;
    throw invalid(`There is no controller ${JSON.stringify(id)}.`);
  };

  const run: CmlFleetClient["run"] = async (work, options = {}) => {
    refuseUnknown("the options of fleet.run", options, RUN_OPTIONS);
    const { signal, timeoutMs = 60_000, only = ids, onResult } = options;
    within("timeoutMs", timeoutMs, 1, LONGEST_TIMER_MS);
    for (const id of only) member(id);
    const wait = { operation: "fleet.run", unfinished: () => "The controller was not done" };
    return inParallel(only, concurrency, onResult, (id) =>
      withDeadline(wait, { signal, timeoutMs }, lifetime, async ({ scope }) => {
        const already = interruption(scope);
        if (already) throw already;
        // Work that does not heed its signal goes on, but nobody waits for it.
        return waitFor(begun(work, member(id), { id, signal: scope.signal }), scope);
      }),
    );
  };
  const close = async () => {
    if (lifetime.closed) return;
    lifetime.end();
    await Promise.all(Array.from(members.values(), (one) => one.close()));
  };
  return {
    ids,
    controller(id) {
      if (lifetime.closed) throw new CmlError("The fleet is closed; create a new one.", { code: "closed" });
      return member(id).client();
    },
    run,
    async request(name, ...args) {
      const [input = {}] = args as readonly [input?: CmlCallOptions & { readonly body?: unknown }];
      checkShared(name, input);
      const { signal, timeoutMs } = input;
      return run(
        (cml, { signal: ending }) =>
          cml.request(name, ...([{ ...input, signal: ending }] as unknown as typeof args)),
        { ...(signal && { signal }), ...(timeoutMs !== undefined && { timeoutMs }) },
      );
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** Whatever goes wrong, wrong options included, goes wrong in the promise. */
async function begun<Value>(
  work: CmlFleetWork<Value>,
  member: FleetMember,
  turn: CmlFleetTurn,
): Promise<Value> {
  return work(member.client(), turn);
}

function invalid(message: string): CmlError {
  return new CmlError(message, { code: "invalid_request" });
}
