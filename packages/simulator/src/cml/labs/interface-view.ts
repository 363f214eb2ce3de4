import { seededHex } from "../../random/seeded.ts";
import type { Controller } from "../controller.ts";
import type { Lab } from "./lab.ts";
import type { LabNode } from "./node.ts";
import type { ElementState, LabInterface } from "./wiring.ts";

export interface InterfaceInLab {
  readonly lab: Lab;
  readonly node: LabNode;
  readonly one: LabInterface;
  readonly state: ElementState;
}

/**
 * An interface by its wire names. What it has in operation stands apart when that is asked for, nowhere when asked not
 * to, and in both places when not asked at all.
 */
export function interfaceView(
  controller: Controller,
  { lab, node, one, state }: InterfaceInLab,
  operational: boolean | undefined,
): Record<string, unknown> {
  const inOperation = operationOf(controller, one, state);
  const { src_udp_port: from, dst_udp_port: to } = inOperation;
  return {
    id: one.id,
    lab_id: lab.id,
    node: node.id,
    label: one.label,
    type: one.type,
    slot: one.slot,
    mac_address: one.macAddress,
    is_connected: lab.links.some(({ interfaceA, interfaceB }) => [interfaceA, interfaceB].includes(one.id)),
    state,
    ...(operational === undefined && {
      mac_address: inOperation.mac_address ?? one.macAddress,
      device_name: inOperation.device_name,
      // The document has no null for these two at the root.
      ...(from !== null && { src_udp_port: from }),
      ...(to !== null && { dst_udp_port: to }),
    }),
    ...(operational !== false && { operational: inOperation }),
  };
}

interface Operation {
  readonly mac_address: string | null;
  readonly src_udp_port: number | null;
  readonly dst_udp_port: number | null;
  readonly device_name: string | null;
}

const nothing: Operation = { mac_address: null, src_udp_port: null, dst_udp_port: null, device_name: null };

function operationOf(controller: Controller, one: LabInterface, state: ElementState): Operation {
  if (state === "DEFINED_ON_CORE" || one.type === "loopback") return nothing;
  const digits = seededHex(8, controller.seed, "wire", one.id);
  const port = 20_000 + (Number.parseInt(digits.slice(0, 3), 16) << 1);
  return {
    mac_address: macAddressOf(controller, one),
    src_udp_port: port,
    dst_udp_port: port + 1,
    device_name: state === "STARTED" ? `cml${digits}` : null,
  };
}

/** The address an interface has when its node runs: its own, or one with the controller's prefix. */
export function macAddressOf({ seed }: Controller, { id, macAddress }: LabInterface): string {
  if (macAddress !== null) return macAddress;
  const digits = seededHex(6, seed, "mac", id);
  return `52:54:00:${digits.slice(0, 2)}:${digits.slice(2, 4)}:${digits.slice(4)}`;
}
