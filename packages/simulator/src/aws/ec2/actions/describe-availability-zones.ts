import { zoneIdOf, zonesOf } from "../../model/network.ts";
import { leaf, list } from "../../wire/xml.ts";
import type { Ec2Action } from "../ec2-action.ts";
import { readFilters } from "../filters.ts";

interface Zone {
  readonly name: string;
  readonly id: string;
}

/** DescribeAvailabilityZones: all of a region are there, always. */
export const describeAvailabilityZones: Ec2Action = ({ region, params, world }) => {
  const names = params.texts("ZoneName");
  const ids = params.texts("ZoneId");
  const isNamed = ({ name, id }: Zone): boolean =>
    (names.length === 0 || names.includes(name)) && (ids.length === 0 || ids.includes(id));
  const passes = readFilters<Zone>(params, {
    attributes: {
      "zone-name": ({ name }) => name,
      "zone-id": ({ id }) => id,
      "region-name": () => region.name,
      state: () => state,
      "group-name": () => region.name,
      message: () => undefined,
      "opt-in-status": () => optInStatus,
      "parent-zone-id": () => undefined,
      "parent-zone-name": () => undefined,
      "zone-type": () => zoneType,
    },
  });
  const zones = zonesOf(region.name)
    .map((name): Zone => ({ name, id: zoneIdOf(world, name) }))
    .filter((zone) => isNamed(zone) && passes(zone));
  return list(
    "availabilityZoneInfo",
    zones.map(
      ({ name, id }) =>
        leaf("zoneName", name) +
        leaf("zoneId", id) +
        leaf("zoneState", state) +
        leaf("regionName", region.name) +
        leaf("groupName", region.name) +
        leaf("optInStatus", optInStatus) +
        leaf("zoneType", zoneType),
    ),
  );
};

const state = "available";
const optInStatus = "opt-in-not-required";
const zoneType = "availability-zone";
