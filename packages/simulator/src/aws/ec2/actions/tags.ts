import { AwsApiError } from "../../aws-error.ts";
import { allResources, type Resource, resourcesById } from "../../model/resources.ts";
import { isReserved, refuseReserved, refuseTooMany } from "../../model/tags.ts";
import { leaf, list } from "../../wire/xml.ts";
import { type Ec2Action, type Ec2ActionTable, type Ec2Call, endDryRun } from "../ec2-action.ts";
import { readFilters } from "../filters.ts";
import { page } from "../paging.ts";
import { readTags } from "../tag-params.ts";

const done = leaf("return", true);

/** Puts tags on all resources or on none. */
const createTags: Ec2Action = (call) => {
  const resources = namedResources(call);
  const tags = readTags(call.params);
  if (tags.length === 0) {
    throw new AwsApiError("MissingParameter", "The request must contain the parameter Tag");
  }
  for (const resource of resources) refuseTooMany(resource.tags, tags);
  endDryRun(call);
  for (const { tags: present, changed } of resources) {
    for (const [key, value] of tags) present.set(key, value);
    changed();
  }
  return done;
};

/** Takes tags off: with a value only where it is that one, without any tag all of them. */
const deleteTags: Ec2Action = (call) => {
  const resources = namedResources(call);
  const unwanted = call.params
    .structures("Tag")
    .map((tag) => ({ key: tag.text("Key") ?? "", value: tag.text("Value") }));
  refuseReserved(unwanted.map(({ key }) => key));
  endDryRun(call);
  for (const { tags, changed } of resources) {
    const candidates =
      unwanted.length > 0 ? unwanted : [...tags.keys()].map((key) => ({ key, value: undefined }));
    for (const { key, value } of candidates) {
      const isIt = value === undefined || tags.get(key) === value;
      if (isIt && !isReserved(key)) tags.delete(key);
    }
    changed();
  }
  return done;
};

interface TagOfResource {
  readonly resource: Resource;
  readonly key: string;
  readonly value: string;
  /** That of its resource, and then its key. */
  readonly position: string;
}

const describeTags: Ec2Action = ({ world, region, params }) => {
  const passes = readFilters<TagOfResource>(params, {
    attributes: {
      key: ({ key }) => key,
      "resource-id": ({ resource }) => resource.id,
      "resource-type": ({ resource }) => resource.type,
      value: ({ value }) => value,
    },
    // Of one tag, not of all its resource has: `tag:owner` finds the tags called owner.
    tags: ({ key, value }) => new Map([[key, value]]),
  });
  const all = allResources(world, region)
    .flatMap((resource) => [...resource.tags].map(([key, value]) => tagOf(resource, key, value)))
    .filter(passes)
    .sort((one, other) => (one.position < other.position ? -1 : 1));
  const { items, next } = page(params, all, { limits: [5, 1_000], position: ({ position }) => position });
  return list("tagSet", items.map(tagItem)) + next;
};

function tagOf(resource: Resource, key: string, value: string): TagOfResource {
  return { resource, key, value, position: `${resource.place} ${key}` };
}

/** Tags of instances, of their volumes, and of images. */
export const tagActions: Ec2ActionTable = {
  CreateTags: createTags,
  DeleteTags: deleteTags,
  DescribeTags: describeTags,
};

function namedResources({ world, region, params }: Ec2Call): readonly Resource[] {
  const ids = params.texts("ResourceId");
  if (ids.length > 0) return resourcesById(world, region, ids);
  throw new AwsApiError("MissingParameter", "The request must contain the parameter ResourceId");
}

function tagItem({ resource, key, value }: TagOfResource): string {
  return (
    leaf("resourceId", resource.id) +
    leaf("resourceType", resource.type) +
    leaf("key", key) +
    leaf("value", value)
  );
}
