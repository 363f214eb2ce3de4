import { aText, byKey, type Kind, orNone, words } from "../answers/kinds.ts";
import { aRecord } from "../answers/record.ts";

/** Addresses that were seen at an interface. `null` is unknown. */
export interface CmlSeenAddresses {
  readonly interfaceId: string | null;
  readonly label: string | null;
  readonly ip4: readonly string[];
  readonly ip6: readonly string[];
}

/**
 * Addresses of a node, by MAC address of its interfaces. Only what DHCP gave over a snooped external connector is known:
 * no entry says nothing.
 */
export interface CmlLayer3Addresses {
  readonly name: string | null;
  readonly interfaces: Readonly<Record<string, CmlSeenAddresses>>;
}

/** Addresses of one node. */
export const layer3Addresses: Kind<CmlLayer3Addresses> = aRecord<CmlLayer3Addresses>({
  name: ["name", aText],
  interfaces: [
    "interfaces",
    byKey(
      aRecord<CmlSeenAddresses>({
        interfaceId: ["id", aText],
        label: ["label", aText],
        ip4: ["ip4", orNone(words)],
        ip6: ["ip6", orNone(words)],
      }),
    ),
  ],
});
