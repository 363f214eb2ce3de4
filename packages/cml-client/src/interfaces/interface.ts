import { aFlag, aNumber, aText, type Kind, maybe, theText } from "../answers/kinds.ts";
import { aRecord } from "../answers/record.ts";

/** What an interface got when its node was started. `null` is unknown. */
export interface CmlInterfaceOperation {
  readonly macAddress: string | null;
  readonly deviceName: string | null;
  readonly srcUdpPort: number | null;
  readonly dstUdpPort: number | null;
}

/** An interface of a node. `null` is unknown. */
export interface CmlInterface {
  readonly id: string;
  readonly labId: string | null;
  readonly nodeId: string | null;
  readonly label: string | null;
  /** `physical` or `loopback`; other words pass. */
  readonly type: string | null;
  /** `null` for loopbacks. */
  readonly slot: number | null;
  /** As it was set; `null` leaves it to the controller. */
  readonly macAddress: string | null;
  readonly isConnected: boolean | null;
  /** `DEFINED_ON_CORE`, `STOPPED` or `STARTED`; other words pass. */
  readonly state: string | null;
  readonly operational: CmlInterfaceOperation | null;
}

const anOperation = aRecord<CmlInterfaceOperation>({
  macAddress: ["mac_address", aText],
  deviceName: ["device_name", aText],
  srcUdpPort: ["src_udp_port", aNumber],
  dstUdpPort: ["dst_udp_port", aNumber],
});

/** One interface, as every answer with interfaces has it. */
export const anInterface: Kind<CmlInterface> = aRecord<CmlInterface>(
  {
    id: ["id", theText],
    labId: ["lab_id", aText],
    nodeId: ["node", aText],
    label: ["label", aText],
    type: ["type", aText],
    slot: ["slot", aNumber],
    macAddress: ["mac_address", aText],
    isConnected: ["is_connected", aFlag],
    state: ["state", aText],
    operational: ["operational", maybe(anOperation)],
  },
  ["src_udp_port", "dst_udp_port", "device_name"],
);
