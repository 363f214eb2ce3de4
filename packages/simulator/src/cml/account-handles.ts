import { SimulatorError } from "../simulator-error.ts";
import type { Controller } from "./controller.ts";
import type { CmlSimulator } from "./simulated-controller.ts";
import type { User } from "./users.ts";

/** What can be done with the accounts of a controller in process. */
export function accountHandles(controller: Controller): Pick<CmlSimulator, "setPassword" | "revokeTokens"> {
  const { admin, tokens } = controller;
  return {
    setPassword(password) {
      admin.password = password;
    },
    revokeTokens(username) {
      if (username === undefined) tokens.revokeAll();
      else tokens.revokeAllOf(userNamed(controller, username).id);
    },
  };
}

function userNamed({ users }: Controller, username: string): User {
  const user = users.find((candidate) => candidate.username === username);
  if (user) return user;
  const problem = `There is no user named ${JSON.stringify(username)} on this controller.`;
  throw new SimulatorError(problem, { code: "not_found" });
}
