import type { AwsSimulatorOptions } from "../options.ts";
import { type Callers, makeCallers } from "./callers.ts";
import { makeShared, makeWorld, type World } from "./world.ts";

/** Every simulated account, and who may speak for it. */
export interface Accounts {
  /** By account id, that of `home` first. */
  readonly worlds: ReadonlyMap<string, World>;
  /** The account of everyone whose key is not known. */
  readonly home: World;
  readonly callers: Callers;
}

/** @throws SimulatorError when an image is in no region. */
export function makeAccounts(options: AwsSimulatorOptions): Accounts {
  const { account = "123456789012", otherAccounts = [], roles, acceptAnyKey = true } = options;
  const ids = [account, ...otherAccounts];
  const shared = makeShared(options, ids);
  const { seed, clock } = shared;
  const worlds = new Map(ids.map((id): [string, World] => [id, makeWorld(shared, id, ids)]));
  return {
    worlds,
    home: worlds.get(account)!,
    callers: makeCallers({ accounts: ids, roles, acceptAnyKey, seed, clock }),
  };
}
