import { zonesOf } from "../../model/network.ts";
import { leaf, list } from "../../wire/xml.ts";
import type { Ec2Action } from "../ec2-action.ts";
import { readFilters } from "../filters.ts";

interface Zone {
  readonly name: string;
  readonly id: string;
}

/** DescribeAvailabilityZones: all of a region are there, always. */
export const describeAvailabilityZones: Ec2Action = ({ region, params }) => {
  const named = params.texts("ZoneName");
  const passes = readFilters<Zone>(params, {
    attributes: {
      "zone-name": ({ name }) => name,
      "zone-id": ({ id }) => id,
      "region-name": () => region.name,
      state: () => state,
    },
  });
  const zones = zonesOf(region.name)
    .map((name, index): Zone => ({ name, id: `${region.name}-az${index + 1}` }))
    .filter((zone) => (named.length === 0 || named.includes(zone.name)) && passes(zone));
  return list(
    "availabilityZoneInfo",
    zones.map(
      ({ name, id }) =>
        leaf("zoneName", name) +
        leaf("zoneId", id) +
        leaf("zoneState", state) +
        leaf("regionName", region.name) +
        leaf("zoneType", "availability-zone"),
    ),
  );
};

const state = "available";
