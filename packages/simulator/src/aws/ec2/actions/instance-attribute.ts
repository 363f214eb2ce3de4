import { AwsApiError } from "../../aws-error.ts";
import type { Instance } from "../../model/instance.ts";
import { seenById } from "../../model/visible.ts";
import type { QueryParams } from "../../wire/query-params.ts";
import { element, leaf } from "../../wire/xml.ts";
import { type Ec2ActionTable, type Ec2Call, endDryRun } from "../ec2-action.ts";

/** What keeps an instance from being ended. */
type Protection = "terminationProtected" | "stopProtected";

/** Attributes that can be read and changed, by the name an answer gives them. */
const protections: Readonly<Record<string, Protection>> = {
  disableApiTermination: "terminationProtected",
  disableApiStop: "stopProtected",
};

/** Protection of single instances. */
export const instanceAttributeActions: Ec2ActionTable = {
  DescribeInstanceAttribute(call) {
    const instance = one(call);
    const attribute = call.params.required("Attribute");
    const value = leaf("value", instance[known(attribute)]);
    endDryRun(call);
    return leaf("instanceId", instance.id) + element(attribute, value);
  },

  ModifyInstanceAttribute(call) {
    const instance = one(call);
    const changes = asked(call.params);
    endDryRun(call);
    for (const [protection, value] of changes) instance[protection] = value;
    return leaf("return", true);
  },
};

function one({ world, region, params }: Ec2Call): Instance {
  return seenById(world, region, [params.required("InstanceId")])[0]!.instance;
}

/** A change is either a structure named for the attribute, or the attribute's name and a value. */
function asked(params: QueryParams): readonly (readonly [Protection, boolean])[] {
  const attribute = params.text("Attribute");
  if (attribute !== undefined) return [[known(attribute), params.flag("Value")]];
  const changes = Object.entries(protections).flatMap(([name, protection]) => {
    const structure = params.structure(name.charAt(0).toUpperCase() + name.slice(1));
    return structure.text("Value") === undefined ? [] : [[protection, structure.flag("Value")] as const];
  });
  if (changes.length > 0) return changes;
  throw new AwsApiError(
    "InvalidParameterCombination",
    `No attributes specified. Simulated: ${Object.keys(protections).join(", ")}.`,
  );
}

function known(attribute: string): Protection {
  const protection = Object.hasOwn(protections, attribute) ? protections[attribute] : undefined;
  if (protection) return protection;
  throw new AwsApiError(
    "InvalidParameterValue",
    `Value (${attribute}) for parameter attribute is invalid. Simulated: ${Object.keys(protections).join(", ")}.`,
  );
}
