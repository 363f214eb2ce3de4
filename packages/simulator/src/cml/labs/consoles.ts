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

/** Key of the screen while the machine is on; `null` for kinds without one. */
export function screenKeyOf(controller: Controller, node: LabNode): string | null {
  return isOn(node, controller.clock()) ? keptScreenKeyOf(controller, node) : null;
}

/**
 * Key of the screen, which a machine keeps until it is wiped: Terraform's provider counts on reading it of one that is
 * stopped. That servers have a screen and others do not is an assumption.
 */
export function keptScreenKeyOf({ seed }: Controller, { id, platform, kind }: LabNode): string | null {
  return platform.nature === "server" && kind.ramMib > 0 ? seededUuid(seed, "vnc", id) : null;
}

/** What runs the machine of a node. */
export function driverOf({ definition }: LabNode): "KVM" | "IOL" {
  return definition.startsWith("iol") ? "IOL" : "KVM";
}

function isOn(node: LabNode, atMs: number): boolean {
  const state = node.stateAt(atMs);
  return node.kind.ramMib > 0 && (state === "STARTED" || state === "BOOTED");
}
