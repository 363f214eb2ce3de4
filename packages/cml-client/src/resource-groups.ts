import { type CmlAnnotations, createAnnotations } from "./annotations/annotations.ts";
import { type CmlSmartAnnotations, createSmartAnnotations } from "./annotations/smart-annotations.ts";
import { type CmlAuthentication, createAuthentication } from "./authentication/authentication.ts";
import { type CmlImageDefinitions, createImageDefinitions } from "./definitions/image-definitions.ts";
import { type CmlNodeDefinitions, createNodeDefinitions } from "./definitions/node-definitions.ts";
import { type CmlGroups, createGroups } from "./groups/groups.ts";
import { type CmlImages, createImages } from "./images/images.ts";
import { type CmlInterfaces, createInterfaces } from "./interfaces/interfaces.ts";
import { type CmlKeys, createKeys } from "./keys/keys.ts";
import { type CmlLinks, createLinks } from "./links/links.ts";
import { type CmlNodes, createNodes } from "./nodes/nodes.ts";
import { type CmlPcap, createPcap } from "./pcap/pcap.ts";
import { type CmlResourcePools, createResourcePools } from "./resource-pools/resource-pools.ts";
import { type CmlSampleLabs, createSampleLabs } from "./sample-labs/sample-labs.ts";
import { type CmlTelemetry, createTelemetry } from "./telemetry/telemetry.ts";
import type { Transfer } from "./transfer/transfer.ts";
import type { Call } from "./transport/call.ts";
import { type CmlUsers, createUsers } from "./users/users.ts";

/** What a controller has, by kind. */
export interface CmlResourceGroups {
  readonly nodes: CmlNodes;
  readonly interfaces: CmlInterfaces;
  readonly links: CmlLinks;
  readonly pcap: CmlPcap;
  readonly nodeDefinitions: CmlNodeDefinitions;
  readonly imageDefinitions: CmlImageDefinitions;
  readonly images: CmlImages;
  readonly sampleLabs: CmlSampleLabs;
  readonly users: CmlUsers;
  readonly groups: CmlGroups;
  readonly resourcePools: CmlResourcePools;
  readonly telemetry: CmlTelemetry;
  readonly keys: CmlKeys;
  readonly authentication: CmlAuthentication;
  readonly annotations: CmlAnnotations;
  readonly smartAnnotations: CmlSmartAnnotations;
}

/** The groups that need nothing but to call, and to move files. */
export function createResourceGroups(call: Call, transfer: Transfer): CmlResourceGroups {
  return {
    nodes: createNodes(call, transfer),
    interfaces: createInterfaces(call),
    links: createLinks(call),
    pcap: createPcap(call, transfer),
    nodeDefinitions: createNodeDefinitions(call),
    imageDefinitions: createImageDefinitions(call),
    images: createImages(call, transfer),
    sampleLabs: createSampleLabs(call),
    users: createUsers(call),
    groups: createGroups(call),
    resourcePools: createResourcePools(call),
    telemetry: createTelemetry(call),
    keys: createKeys(call),
    authentication: createAuthentication(call),
    annotations: createAnnotations(call),
    smartAnnotations: createSmartAnnotations(call),
  };
}
