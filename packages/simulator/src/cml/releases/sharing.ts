import { CmlApiError } from "../answer.ts";
import { type Difference, eachObject, forEach, type Members, members, without } from "./difference.ts";

/** Operations that answer one lab. */
export const labAnswers = [
  "POST /labs",
  "GET /labs/{lab_id}",
  "PATCH /labs/{lab_id}",
  "PUT /sample/labs/{sample_lab_id}",
  "GET /labs/{lab_id}/tile",
];

/** Does something to each lab of `GET /populate_lab_tiles`. */
export function eachTile(change: (lab: Members) => Members): (body: unknown) => unknown {
  return (body) => ({
    ...members(body),
    lab_tiles: Object.fromEntries(
      Object.entries(members(members(body)["lab_tiles"])).map(([id, lab]) => [id, change(members(lab))]),
    ),
  });
}

const accounts = ["/users", "/groups"].flatMap((path) => {
  const one = path === "/users" ? "{user_id}" : "{group_id}";
  return [`GET ${path}`, `POST ${path}`, `GET ${path}/${one}`, `PATCH ${path}/${one}`];
});

function refuseAssociations(body: unknown): unknown {
  if ("associations" in members(body)) throw new CmlApiError(400, "Input validation failed");
  return body;
}

/** With them came permissions of their own, and what else 2.9 brought. */
export const associations: Difference = {
  about:
    "associations of labs with users and groups came with 2.9, as did cloned images and repositories of labs",
  releases: { before: "2.9" },
  without: [
    "GET /labs/{lab_id}/associations",
    "PATCH /labs/{lab_id}/associations",
    "PUT /labs/{lab_id}/nodes/{node_id}/clone_image",
    "GET /lab_repos",
    "POST /lab_repos",
    "PUT /lab_repos/refresh",
    "DELETE /lab_repos/{repo_id}",
  ],
  amendments: {
    ...forEach(accounts, { request: refuseAssociations, answer: eachObject(without("associations")) }),
    ...forEach(labAnswers, {
      request: refuseAssociations,
      answer: eachObject(without("effective_permissions")),
    }),
    "GET /populate_lab_tiles": { answer: eachTile(without("effective_permissions")) },
    "GET /populate_lab/{lab_id}": { answer: eachObject(without("effective_permissions")) },
  },
};

function refuseGroups(body: unknown): unknown {
  if ("groups" in members(body)) throw new CmlApiError(400, "Input validation failed");
  return body;
}

export const labsWithoutGroups: Difference = {
  about: "labs neither tell groups nor are given any from 2.10 on",
  releases: { from: "2.10" },
  amendments: {
    ...forEach(labAnswers, { request: refuseGroups, answer: eachObject(without("groups")) }),
    "GET /populate_lab_tiles": { answer: eachTile(without("groups")) },
  },
};
