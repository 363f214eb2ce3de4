import { type CmlLab, CoreError, type Fleet } from "@cml-fleet/core";
import { Router } from "express";

/** The routes below `/api/labs`, on the predecessor's paths. */
export function labRoutes(fleet: Fleet): Router {
  const routes = Router();
  routes.get("/region/:region/workers/:id/labs", async ({ params: { region, id } }, response) => {
    const worker = await fleet.workers.get(id);
    if (worker.aws_region !== region) {
      throw new CoreError(`There is no worker ${id} in ${region}.`, { code: "not_found" });
    }
    const giveUp = new AbortController();
    response.once("close", () => giveUp.abort());
    response.json((await fleet.labs.list(id, { signal: giveUp.signal })).map(labView));
  });
  return routes;
}

function labView(lab: CmlLab) {
  return {
    id: lab.id,
    title: lab.title,
    description: lab.description,
    notes: lab.notes,
    state: lab.state,
    owner: lab.ownerFullname,
    owner_username: lab.ownerUsername,
    node_count: lab.nodeCount,
    link_count: lab.linkCount,
    created: lab.createdAt,
    modified: lab.modifiedAt,
    groups: lab.groups,
  };
}
