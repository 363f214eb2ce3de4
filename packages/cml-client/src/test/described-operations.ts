import type { CmlOperationName } from "../api/operations.ts";
import { createLabs } from "../labs/labs.ts";
import { createLicensing } from "../licensing/licensing.ts";
import { createResourceGroups } from "../resource-groups.ts";
import { createSystem } from "../system/system.ts";
import type { Call } from "../transport/call.ts";
import { createLifetime } from "../transport/lifetime.ts";
import type { Operation } from "../transport/operation.ts";
import { idOf } from "./ids.ts";

type Method = (...args: unknown[]) => unknown;

const node = { label: "n", x: 0, y: 0, nodeDefinition: "iosv", ramMib: 512 };
const fits: readonly (readonly unknown[])[] = [
  [],
  [{}],
  ["x", {}],
  [idOf(1), {}],
  [idOf(1), []],
  [idOf(1), node],
  [idOf(1), idOf(2), { maxPackets: 1 }],
  [{ nodeDefinition: "iosv" }],
  [{ config: {} }],
];

/** All operations that the groups describe: every method is called, with whatever arguments, and nothing is sent. */
export async function describedOperations(): Promise<Map<CmlOperationName, Operation<unknown>[]>> {
  const described = new Map<CmlOperationName, Operation<unknown>[]>();
  const call = (async (operation: Operation<unknown>) => {
    const same = described.get(operation.name) ?? [];
    if (!same.includes(operation)) described.set(operation.name, [...same, operation]);
    return { id: idOf(3), tiles: {} };
  }) as Call;
  // Nothing waits: the methods that would are left out below.
  const waiting = { call, strict: false, lifetime: createLifetime(), feed: undefined as never };
  const noFile = async () => Promise.reject(new Error("No file is moved."));
  const transfer = { upload: noFile, download: noFile, downloadText: noFile };
  const groups = {
    ...createResourceGroups(call, transfer),
    labs: createLabs(waiting, 1),
    system: createSystem(call, transfer),
    licensing: createLicensing(waiting),
  };
  await visit(groups);
  return described;
}

async function visit(group: object): Promise<void> {
  for (const [name, member] of Object.entries(group)) {
    if (/^(?:wait|destroy|ensure|registerAndWait)/.test(name)) continue;
    if (typeof member === "object") await visit(member);
    else for (const args of fits) await attempt(member as Method, args);
  }
}

async function attempt(method: Method, args: readonly unknown[]): Promise<void> {
  try {
    await method(...args);
  } catch {
    // These arguments were not for this method.
  }
}
