import { wholeList } from "../answers/kinds.ts";
import { type WireNames, written } from "../answers/record.ts";
import type { CmlCallOptions } from "../call-options.ts";
import { answering, answeringOneOrMore, doing } from "../transport/answers.ts";
import type { Call } from "../transport/call.ts";
import {
  aPool,
  aPoolUsage,
  type CmlNewResourcePool,
  type CmlResourcePool,
  type CmlResourcePoolSettings,
  type CmlResourcePoolUsage,
  poolFields,
} from "./resource-pool.ts";

/** How much users may use. */
export interface CmlResourcePools {
  list(options?: CmlCallOptions): Promise<CmlResourcePool[]>;
  /** One pool. @throws CmlError `not_found` */
  get(id: string, options?: CmlCallOptions): Promise<CmlResourcePool>;
  /** Creates a pool, or one for each user. */
  create(pool: CmlNewResourcePool, options?: CmlCallOptions): Promise<CmlResourcePool[]>;
  /** Changes what is given. */
  update(id: string, changes: CmlResourcePoolSettings, options?: CmlCallOptions): Promise<CmlResourcePool>;
  /** @throws CmlError `conflict` when others are made of it */
  delete(id: string, options?: CmlCallOptions): Promise<void>;
  /** What of every pool is in use. */
  usage(options?: CmlCallOptions): Promise<CmlResourcePoolUsage[]>;
  /** What of one pool is in use. @throws CmlError `not_found` */
  usageOf(id: string, options?: CmlCallOptions): Promise<CmlResourcePoolUsage>;
}

const names: WireNames<CmlNewResourcePool> = { ...poolFields, isShared: ["shared"] };
const list = answering("GET /resource_pools", wholeList(aPool));
const get = answering("GET /resource_pools/{resource_pool_id}", aPool);
const create = answeringOneOrMore("POST /resource_pools", aPool);
const update = answering("PATCH /resource_pools/{resource_pool_id}", aPool);
const remove = doing("DELETE /resource_pools/{resource_pool_id}");
const usage = answering("GET /resource_pool_usage", wholeList(aPoolUsage));
const usageOf = answering("GET /resource_pool_usage/{resource_pool_id}", aPoolUsage);

/** The `resourcePools` group of a client. */
export function createResourcePools(call: Call): CmlResourcePools {
  const on = (id: string, options: CmlCallOptions = {}) => ({ ...options, path: { resource_pool_id: id } });
  return {
    list: (options) => call(list, { ...options, query: { data: true } }),
    get: (id, options) => call(get, on(id, options)),
    create: (pool, options) => call(create, { ...options, body: written(names, pool) }),
    update: (id, changes, options) =>
      call(update, { ...on(id, options), body: written<CmlResourcePoolSettings>(names, changes) }),
    delete: (id, options) => call(remove, on(id, options)),
    usage: (options) => call(usage, options),
    usageOf: (id, options) => call(usageOf, on(id, options)),
  };
}
