import { seededUuid } from "../../random/seeded.ts";
import type { Controller } from "../controller.ts";
import type { LabNode } from "./node.ts";

/** One serial console of a node. */
export interface SerialConsole {
  readonly key: string;
  readonly line: number;
}

/** The consoles of a node: one serial line while its machine is on. Its key is the same at every start. */
export function consolesOf({ seed, clock }: Controller, node: LabNode): readonly SerialConsole[] {
  return isOn(node, clock()) ? [{ key: seededUuid(seed, "console", node.id, 0), line: 0 }] : [];
}

/** Key of the screen; `null` for kinds without one. That servers have one and others do not is an assumption. */
export function screenKeyOf({ seed, clock }: Controller, node: LabNode): string | null {
  const hasScreen = node.platform.nature === "server";
  return hasScreen && isOn(node, clock()) ? seededUuid(seed, "vnc", node.id) : null;
}

/** What runs the machine of a node. */
export function driverOf({ definition }: LabNode): "KVM" | "IOL" {
  return definition.startsWith("iol") ? "IOL" : "KVM";
}

function isOn(node: LabNode, atMs: number): boolean {
  const state = node.stateAt(atMs);
  return node.kind.ramMib > 0 && (state === "STARTED" || state === "BOOTED");
}
