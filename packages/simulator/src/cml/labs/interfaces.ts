import { CmlApiError } from "../answer.ts";
import { noHold } from "./hold.ts";
import type { LabNode } from "./node.ts";
import type { LabInterface } from "./wiring.ts";

/** What a new interface needs besides its slot. */
export interface InterfaceMaking {
  readonly nowMs: number;
  readonly newId: () => string;
  /** `null` leaves it to the controller. */
  readonly macAddress?: string | null;
}

/** Makes the next free one. @throws CmlApiError 400 when the definition has no more, 404 while the node is not wiped */
export function addInterface(node: LabNode, making: InterfaceMaking): LabInterface {
  const taken = slotsOf(node);
  for (let slot = 0; ; slot++) if (!taken.has(slot)) return addAt(node, slot, making);
}

/** All interfaces from slot 0 to this one; those that are missing are made. @throws as `addInterface` */
export function addInterfacesUpTo(
  node: LabNode,
  last: number,
  making: InterfaceMaking,
): { readonly all: readonly LabInterface[]; readonly made: readonly LabInterface[] } {
  const missing = Array.from({ length: last + 1 }, (_, slot) => slot).filter(
    (slot) => !slotsOf(node).has(slot),
  );
  if (missing.length > 0) checkSlotOf(node, last);
  const { macAddress = null, ...others } = making;
  const made = missing.map((slot) =>
    // An address belongs to the one that was asked for.
    addAt(node, slot, { ...others, macAddress: slot === last ? macAddress : null }),
  );
  const all = node.interfaces.filter(({ slot }) => slot !== null && slot <= last);
  return { all, made };
}

/** How many interfaces a node has that asks for them: four for most kinds of reference platforms, eight for switches. */
export function usualInterfaceCount({ kind, platform }: LabNode): number {
  return Math.min(platform.interfaceCount, kind.ramMib > 0 ? 4 : 8);
}

/** @throws CmlApiError 404 while something of it is left to wipe: its hardware is as it was started with */
export function checkUnlocked(node: LabNode, atMs: number): void {
  if (node.stateAt(atMs) !== "DEFINED_ON_CORE")
    throw new CmlApiError(404, `Physical configuration locked: node ${node.id} is not wiped.`);
}

function addAt(
  node: LabNode,
  slot: number,
  { nowMs, newId, macAddress = null }: InterfaceMaking,
): LabInterface {
  checkSlotOf(node, slot);
  const label = node.platform.interfaceLabel(slot);
  const made: LabInterface = { id: newId(), label, type: "physical", slot, macAddress, hold: noHold(nowMs) };
  node.interfaces.push(made);
  node.interfaces.sort((one, other) => (one.slot ?? -1) - (other.slot ?? -1));
  return made;
}

function checkSlotOf({ definition, platform }: LabNode, slot: number): void {
  checkSlot(definition, platform.interfaceCount, slot);
}

/** @throws CmlApiError 400 when nodes of the definition have no such slot */
export function checkSlot(definition: string, interfaceCount: number, slot: number): void {
  if (slot >= interfaceCount)
    throw new CmlApiError(
      400,
      `Node definition ${definition} has no more than ${interfaceCount} interfaces.`,
    );
}

function slotsOf({ interfaces }: LabNode): ReadonlySet<number | null> {
  return new Set(interfaces.map(({ slot }) => slot));
}
