import { describe } from "vitest";
import { exchanges } from "../test/exchanges.ts";
import { idOf } from "../test/ids.ts";

const id = idOf(9);

const pool = idOf(5);

const limits = { licenses: 10, cpus: null, ram: 4_096, disk_space: 0, external_connectors: null };

const ourLimits = { licenses: 10, cpus: null, ramMib: 4_096, diskGb: 0, externalConnectors: null };

const onePool = {
  id: pool,
  label: "P",
  description: null,
  ...limits,
  template: null,
  users: [id],
  user_pools: [],
};

const ourPool = {
  id: pool,
  label: "P",
  description: null,
  ...ourLimits,
  templateId: null,
  userIds: [id],
  userPoolIds: [],
};

const usage = { id: pool, label: "P", description: null, limit: limits, usage: { ...limits, licenses: 0 } };

const ourUsage = {
  id: pool,
  label: "P",
  description: null,
  limit: ourLimits,
  usage: { ...ourLimits, licenses: 0 },
};

describe("resourcePools", () => {
  exchanges({
    "lists them whole": {
      call: (cml) => cml.resourcePools.list(),
      operation: "GET /resource_pools",
      url: "/resource_pools?data=true",
      answer: [onePool],
      gives: [ourPool],
    },
    "reads one": {
      call: (cml) => cml.resourcePools.get(pool),
      operation: "GET /resource_pools/{resource_pool_id}",
      url: `/resource_pools/${pool}`,
      answer: onePool,
      gives: ourPool,
    },
    "creates one, which is answered with an object": {
      call: (cml) => cml.resourcePools.create({ label: "P", ramMib: 4_096, diskGb: 0, userIds: [id] }),
      operation: "POST /resource_pools",
      url: "/resource_pools",
      body: { label: "P", ram: 4_096, disk_space: 0, users: [id] },
      answer: onePool,
      gives: [ourPool],
    },
    "creates one for each user, which is answered with a list": {
      call: (cml) => cml.resourcePools.create({ label: "P", isShared: false, templateId: idOf(4) }),
      operation: "POST /resource_pools",
      url: "/resource_pools",
      body: { label: "P", shared: false, template: idOf(4) },
      answer: [onePool, onePool],
      gives: [ourPool, ourPool],
    },
    "changes one": {
      call: (cml) => cml.resourcePools.update(pool, { licenses: null, externalConnectors: ["virbr0"] }),
      operation: "PATCH /resource_pools/{resource_pool_id}",
      url: `/resource_pools/${pool}`,
      body: { licenses: null, external_connectors: ["virbr0"] },
      answer: onePool,
      gives: ourPool,
    },
    "deletes one": {
      call: (cml) => cml.resourcePools.delete(pool),
      operation: "DELETE /resource_pools/{resource_pool_id}",
      url: `/resource_pools/${pool}`,
    },
    "reads what of all is in use": {
      call: (cml) => cml.resourcePools.usage(),
      operation: "GET /resource_pool_usage",
      url: "/resource_pool_usage",
      answer: [usage],
      gives: [ourUsage],
    },
    "reads what of one is in use": {
      call: (cml) => cml.resourcePools.usageOf(pool),
      operation: "GET /resource_pool_usage/{resource_pool_id}",
      url: `/resource_pool_usage/${pool}`,
      answer: usage,
      gives: ourUsage,
    },
  });
});
