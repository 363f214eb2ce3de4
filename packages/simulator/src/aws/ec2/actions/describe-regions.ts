import { AwsApiError } from "../../aws-error.ts";
import { leaf, list } from "../../wire/xml.ts";
import type { Ec2Action } from "../ec2-action.ts";
import { readFilters } from "../filters.ts";

/** DescribeRegions: the simulated ones, whichever of them is asked. */
export const describeRegions: Ec2Action = ({ world, params }) => {
  const names = params.texts("RegionName");
  const unknown = names.filter((name) => !world.regions.has(name));
  if (unknown.length > 0) {
    throw new AwsApiError("InvalidParameterValue", `Invalid region names: [${unknown.join(", ")}]`);
  }
  const passes = readFilters<string>(params, {
    attributes: { "region-name": (name) => name, endpoint: endpointOf, "opt-in-status": () => optInStatus },
  });
  const wanted = (names.length > 0 ? names : [...world.regions.keys()]).filter(passes);
  return list(
    "regionInfo",
    wanted.map(
      (name) =>
        leaf("regionName", name) +
        leaf("regionEndpoint", endpointOf(name)) +
        leaf("optInStatus", optInStatus),
    ),
  );
};

const optInStatus = "opt-in-not-required";

function endpointOf(region: string): string {
  return `ec2.${region}.amazonaws.com`;
}
