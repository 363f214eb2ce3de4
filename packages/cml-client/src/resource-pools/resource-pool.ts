import { aNumber, aText, type Kind, maybe, theText, words } from "../answers/kinds.ts";
import { aRecord, type Fields } from "../answers/record.ts";

/** How much of something. `null` is unlimited, or unknown. */
export interface CmlResources {
  /** Of nodes. */
  readonly licenses: number | null;
  readonly cpus: number | null;
  /** Memory in MiB. */
  readonly ramMib: number | null;
  /** In GB. Controllers do not enforce it. */
  readonly diskGb: number | null;
  /** Device names. */
  readonly externalConnectors: readonly string[] | null;
}

/** How much users may use. `null` is unlimited, or unknown. */
export interface CmlResourcePool extends CmlResources {
  readonly id: string;
  readonly label: string | null;
  readonly description: string | null;
  /** Of the pool its limits come from. */
  readonly templateId: string | null;
  readonly userIds: readonly string[] | null;
  /** Ids of the pools made of this one, one for each user. */
  readonly userPoolIds: readonly string[] | null;
}

/** What is changed of a pool: what is left out stays as it is, and `null` is unlimited. */
export interface CmlResourcePoolSettings {
  /** 1 to 128 characters. */
  readonly label?: string;
  readonly description?: string | null;
  /** 0 to 320. */
  readonly licenses?: number | null;
  /** 0 to 4,096. */
  readonly cpus?: number | null;
  /** Memory in MiB, 0 to 33,554,432. */
  readonly ramMib?: number | null;
  /** In GB, 0 to 32,768. */
  readonly diskGb?: number | null;
  /** Device names. */
  readonly externalConnectors?: readonly string[] | null;
}

/** A pool as it is to be. */
export interface CmlNewResourcePool extends CmlResourcePoolSettings {
  readonly label: string;
  readonly userIds?: readonly string[];
  /** One pool for all the users together; else one for each. */
  readonly isShared?: boolean;
  readonly templateId?: string | null;
}

/** What of a pool is in use. */
export interface CmlResourcePoolUsage {
  readonly id: string;
  readonly label: string | null;
  readonly description: string | null;
  readonly limit: CmlResources | null;
  readonly usage: CmlResources | null;
}

const resources: Fields<CmlResources> = {
  licenses: ["licenses", aNumber],
  cpus: ["cpus", aNumber],
  ramMib: ["ram", aNumber],
  diskGb: ["disk_space", aNumber],
  externalConnectors: ["external_connectors", words],
};

/** Wire names for both directions. */
export const poolFields: Fields<CmlResourcePool> = {
  id: ["id", theText],
  label: ["label", aText],
  description: ["description", aText],
  ...resources,
  templateId: ["template", aText],
  userIds: ["users", words],
  userPoolIds: ["user_pools", words],
};

/** One pool. */
export const aPool: Kind<CmlResourcePool> = aRecord(poolFields, ["shared"]);

/** What `GET /resource_pool_usage` says of one. */
export const aPoolUsage: Kind<CmlResourcePoolUsage> = aRecord<CmlResourcePoolUsage>({
  id: ["id", theText],
  label: ["label", aText],
  description: ["description", aText],
  limit: ["limit", maybe(aRecord(resources))],
  usage: ["usage", maybe(aRecord(resources))],
});
