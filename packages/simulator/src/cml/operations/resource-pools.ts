import { knownPool, knownUser } from "../accounts/known.ts";
import { CmlApiError, json, noContent } from "../answer.ts";
import type { OperationTable } from "../operation.ts";
import { parseBody } from "../parse-body.ts";
import { createPools } from "../system/create-pools.ts";
import { poolUsage } from "../system/pool-usage.ts";
import { newPool, poolChanges, poolsOf, poolView } from "../system/resource-pools.ts";

/** What users may take of the controller together. */
export const resourcePoolOperations: OperationTable = {
  "GET /resource_pools": {
    access: "user",
    handle({ controller, query }) {
      const pools = [...controller.system.pools.values()];
      if (query.get("data") !== "true") return json(pools.map(({ id }) => id));
      return json(pools.map((pool) => poolView(controller, pool)));
    },
  },
  "POST /resource_pools": {
    access: "admin",
    handle({ controller, body }) {
      const given = parseBody(newPool, body);
      for (const id of given.users) knownUser(controller, id, 400);
      if (given.template) knownPool(controller, given.template, 400);
      const made = createPools(controller, given);
      for (const { id } of made) controller.news.note("resource_pool", { id, action: "created" });
      const views = made.map((pool) => poolView(controller, pool));
      return json(given.shared ? views[0] : views);
    },
  },
  "GET /resource_pools/{resource_pool_id}": {
    access: "user",
    handle: ({ controller, path }) =>
      json(poolView(controller, knownPool(controller, path["resource_pool_id"] ?? ""))),
  },
  "PATCH /resource_pools/{resource_pool_id}": {
    access: "admin",
    handle({ controller, path, body }) {
      const pool = knownPool(controller, path["resource_pool_id"] ?? "");
      const { label = pool.settings.label, ...given } = parseBody(poolChanges, body);
      pool.settings = { ...pool.settings, ...given, label };
      controller.news.note("resource_pool", { id: pool.id, action: "modified" });
      return json(poolView(controller, pool));
    },
  },
  "DELETE /resource_pools/{resource_pool_id}": {
    access: "admin",
    handle({ controller, path }) {
      const { id } = knownPool(controller, path["resource_pool_id"] ?? "");
      if (poolsOf(controller, id).length > 0)
        throw new CmlApiError(409, `Resource pool template has existing resource pools: ${id}`);
      controller.system.pools.delete(id);
      for (const user of controller.users) if (user.resourcePool === id) user.resourcePool = null;
      controller.news.note("resource_pool", { id, action: "deleted" });
      return noContent;
    },
  },
  "GET /resource_pool_usage": {
    access: "user",
    handle: ({ controller }) =>
      json([...controller.system.pools.values()].map((pool) => poolUsage(controller, pool))),
  },
  "GET /resource_pool_usage/{resource_pool_id}": {
    access: "user",
    handle: ({ controller, path }) =>
      json(poolUsage(controller, knownPool(controller, path["resource_pool_id"] ?? ""))),
  },
};
