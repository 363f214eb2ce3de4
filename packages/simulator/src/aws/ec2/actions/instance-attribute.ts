import { AwsApiError } from "../../aws-error.ts";
import type { Seen } from "../../model/instance.ts";
import { refuseResize, resize } from "../../model/resize.ts";
import { seenById } from "../../model/visible.ts";
import type { QueryParams } from "../../wire/query-params.ts";
import { element, leaf } from "../../wire/xml.ts";
import { type Ec2ActionTable, type Ec2Call, endDryRun } from "../ec2-action.ts";

/** An attribute of an instance that can be read and changed. */
interface Attribute {
  read(seen: Seen): string | boolean;
  /** @returns what makes the change, when nothing is left to refuse. @throws AwsApiError when it cannot be made. */
  change(seen: Seen, params: QueryParams): () => void;
}

function protection(name: "terminationProtected" | "stopProtected"): Attribute {
  return {
    read: ({ instance }) => instance[name],
    change({ instance }, params) {
      const value = params.flag("Value");
      return () => {
        instance[name] = value;
      };
    },
  };
}

/** By the name an answer gives them. */
const attributes: Readonly<Record<string, Attribute>> = {
  disableApiTermination: protection("terminationProtected"),
  disableApiStop: protection("stopProtected"),
  instanceType: {
    read: ({ instance }) => instance.type,
    change(seen, params) {
      const type = params.required("Value");
      refuseResize(seen, type);
      return () => resize(seen.instance, type);
    },
  },
};

/** Protection and type of single instances. */
export const instanceAttributeActions: Ec2ActionTable = {
  DescribeInstanceAttribute(call) {
    const seen = one(call);
    const attribute = call.params.required("Attribute");
    const value = leaf("value", known(attribute).read(seen));
    endDryRun(call);
    return leaf("instanceId", seen.instance.id) + element(attribute, value);
  },

  ModifyInstanceAttribute(call) {
    const change = asked(call.params, one(call));
    endDryRun(call);
    change();
    return leaf("return", true);
  },
};

function one({ world, region, params }: Ec2Call): Seen {
  return seenById(world, region, [params.required("InstanceId")])[0]!;
}

/** A change is either a structure named for the attribute, or the attribute's name and a value; EC2 takes one a call. */
function asked(params: QueryParams, seen: Seen): () => void {
  const named = params.text("Attribute");
  if (named !== undefined) return known(named).change(seen, params);
  const changes = Object.entries(attributes).flatMap(([name, attribute]) => {
    const structure = params.structure(name.charAt(0).toUpperCase() + name.slice(1));
    return structure.text("Value") === undefined ? [] : [{ attribute, structure }];
  });
  const [change] = changes;
  if (change && changes.length === 1) return change.attribute.change(seen, change.structure);
  throw new AwsApiError(
    "InvalidParameterCombination",
    change
      ? "Fields for multiple attribute types specified"
      : `No attributes specified. Simulated: ${Object.keys(attributes).join(", ")}.`,
  );
}

function known(name: string): Attribute {
  const attribute = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
  if (attribute) return attribute;
  throw new AwsApiError(
    "InvalidParameterValue",
    `Value (${name}) for parameter attribute is invalid. Simulated: ${Object.keys(attributes).join(", ")}.`,
  );
}
