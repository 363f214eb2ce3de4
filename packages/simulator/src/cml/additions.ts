import { checkGiven } from "../options/check-given.ts";
import { SimulatorError } from "../simulator-error.ts";
import type { Group } from "./accounts/group.ts";
import type { Controller } from "./controller.ts";
import type { SeedLab } from "./labs/seed-lab.ts";
import { seedLabRule } from "./labs/seed-lab-rules.ts";
import { addLab } from "./operations/lab-editing.ts";
import type { CmlSimulator } from "./simulated-controller.ts";
import { seedUserRule } from "./user-rules.ts";
import { plainUser, type SeedUser } from "./users.ts";

/** What can be added to a controller that runs. */
export function additions(controller: Controller): Pick<CmlSimulator, "addLab" | "addUser"> {
  const { news, definitions, users, clock } = controller;
  return {
    addLab(lab: SeedLab) {
      checkGiven(seedLabRule(definitions.nodes), lab, "lab");
      const planted = controller.plant(lab, ownerOf(controller, lab));
      news.catchUp();
      addLab(controller, planted);
      news.catchUp();
      return planted.id;
    },
    addUser(user: SeedUser) {
      checkGiven(seedUserRule, user, "user");
      const { username, password, admin = false, fullname = "", groups = [] } = user;
      if (users.some((other) => other.username === username))
        throw refusal("user.username", username, "another user has that name already");
      const id = controller.newId();
      const nowMs = clock();
      users.push({
        ...plainUser({ id, username, password, admin, fullname }),
        createdMs: nowMs,
        modifiedMs: nowMs,
      });
      for (const name of groups) groupNamed(controller, name).members.add(id);
      news.note("user_group", { user_id: id, action: "created" });
      return id;
    },
  };
}

function ownerOf({ users, admin }: Controller, { owner }: SeedLab): string {
  if (owner === undefined) return admin.id;
  const user = users.find(({ username }) => username === owner);
  if (user) return user.id;
  throw refusal("lab.owner", owner, "there is no such user; addUser makes one");
}

function refusal(option: string, value: string, problem: string): SimulatorError {
  const sentence = `${option} is ${JSON.stringify(value)}: ${problem}.`;
  return new SimulatorError(sentence, { code: "invalid_option", option });
}

/** The group of that name, which is made if there is none. */
function groupNamed({ groups, newId, clock }: Controller, name: string): Group {
  const there = [...groups.values()].find((group) => group.name === name);
  if (there) return there;
  const times = { createdMs: clock(), modifiedMs: clock() };
  const made: Group = { id: newId(), name, description: "", members: new Set(), ...times };
  groups.set(made.id, made);
  return made;
}
