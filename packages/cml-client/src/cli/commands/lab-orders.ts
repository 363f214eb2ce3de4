import type { CmlClient } from "../../client.ts";
import type { CmlLabSequenceOptions } from "../../waiting/wait-options.ts";
import type { Invocation } from "../command.ts";
import { flagMilliseconds } from "../flag-value.ts";
import { forEach } from "../for-each.ts";
import { cell } from "../table.ts";
import { UsageError } from "../usage-error.ts";

type Orders = (invocation: Invocation, cml: CmlClient, ids: readonly string[]) => Promise<number>;

const reachedWord = { start: "started", stop: "stopped", wipe: "wiped" } as const;
const reached = { start: "ensureStarted", stop: "ensureStopped", wipe: "ensureWiped" } as const;

/** Whether it is waited for what labs are told. @throws UsageError when there is a limit to no wait */
export function isWaiting({ flags }: Pick<Invocation, "flags">): boolean {
  const isMeant = flags["wait"] === true || flags["force"] === true;
  if (!isMeant && flags["wait-timeout"] !== undefined) {
    throw new UsageError("--wait-timeout limits a wait: give --wait, or --force with rm, as well.");
  }
  return isMeant;
}

/** Tells labs something, and with --wait stays until it has come about. */
export function stateChange(verb: keyof typeof reached): Orders {
  return (invocation, cml, ids) => {
    const { signal } = invocation.terminal;
    if (!isWaiting(invocation)) {
      return forEach(ids, `told to ${verb}`, invocation, (id) => cml.labs[verb](id, { signal }));
    }
    const options = waitOf(invocation);
    return forEach(ids, reachedWord[verb], invocation, (id) =>
      tellingOfTheRest(invocation, id, cml.labs[reached[verb]](id, options)),
    );
  };
}

/** Removes labs, whatever state they are in with --force. */
export const removal: Orders = (invocation, cml, ids) => {
  const { signal } = invocation.terminal;
  if (!isWaiting(invocation)) {
    return forEach(ids, "removed", invocation, (id) => cml.labs.delete(id, { signal }));
  }
  const found = new Set<string>();
  const options = waitOf(invocation, ({ labId }) => found.add(labId));
  return forEach(
    ids,
    // One that is gone is what was wanted; one that never was may be misspelled.
    (id) => (found.has(id) ? "removed" : "was not there"),
    invocation,
    (id) => tellingOfTheRest(invocation, id, cml.labs.destroy(id, options)),
  );
};

/** Ctrl-C ends the waiting, and takes no order back. */
async function tellingOfTheRest({ terminal }: Invocation, id: string, work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (terminal.signal.aborted) {
      terminal.err(`${id}: no longer waited for; the controller goes on with what it was told last.\n`);
    }
    throw error;
  }
}

type OnProgress = NonNullable<CmlLabSequenceOptions["onProgress"]>;

/** How it is waited; a person who looks is told how long work gets on, one line for each news. */
function waitOf({ terminal, flags }: Invocation, noted?: OnProgress): CmlLabSequenceOptions {
  const timeoutMs = flagMilliseconds(flags, "wait-timeout");
  let said = "";
  return {
    signal: terminal.signal,
    ...(timeoutMs !== undefined && { timeoutMs }),
    onProgress(progress) {
      noted?.(progress);
      if (!terminal.isErrInteractive) return;
      const line = lineOf(progress);
      if (line !== said) terminal.err(line);
      said = line;
    },
  };
}

function lineOf({ labId, step, nodes }: Parameters<OnProgress>[0]): string {
  const counts = Map.groupBy(nodes, ({ state }) => state);
  const states = Array.from(counts, ([state, { length }]) => `${length} ${cell(state)}`).join(", ");
  return `${labId} ${step}${states && `: ${states}`}\n`;
}
