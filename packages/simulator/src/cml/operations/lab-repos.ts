import { CmlApiError, json, noContent } from "../answer.ts";
import type { OperationTable } from "../operation.ts";
import { parseBody } from "../parse-body.ts";
import { type LabRepo, newLabRepo } from "../system/lab-repos.ts";

/** Git repositories that labs come from. */
export const labRepoOperations: OperationTable = {
  "GET /lab_repos": {
    access: "user",
    handle: ({ controller }) => json([...controller.system.labRepos.values()]),
  },
  "POST /lab_repos": {
    access: "admin",
    handle({ controller, body }) {
      const { url, name, folder = null } = parseBody(newLabRepo, body);
      const repos = controller.system.labRepos;
      if ([...repos.values()].some((repo) => repo.name === name))
        throw new CmlApiError(400, `Lab repository already exists: ${name}.`);
      const repo: LabRepo = { id: controller.newId(), url, name, folder };
      repos.set(repo.id, repo);
      return json(repo);
    },
  },
  "PUT /lab_repos/refresh": {
    access: "admin",
    handle({ controller }) {
      // By name: what the keys are is not documented.
      const repos = [...controller.system.labRepos.values()];
      return json(
        Object.fromEntries(
          repos.map(({ name }) => [name, { success: true, message: "Already up to date." }]),
        ),
      );
    },
  },
  "DELETE /lab_repos/{repo_id}": {
    access: "admin",
    handle({ controller, path: { repo_id: id = "" } }) {
      if (controller.system.labRepos.delete(id)) return noContent;
      throw new CmlApiError(404, `Lab repository not found: ${id}`);
    },
  },
};
