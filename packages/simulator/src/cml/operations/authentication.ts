import { timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { wait } from "../../http/wait.ts";
import { CmlApiError, json } from "../answer.ts";
import { inMaintenance } from "../authorize.ts";
import type { Call, OperationTable } from "../operation.ts";
import { parseBody } from "../parse-body.ts";
import type { User } from "../users.ts";

const credentials = z.object({ username: z.string().min(1).max(32), password: z.string() });

/** Logging in and out. */
export const authenticationOperations: OperationTable = {
  "POST /authenticate": {
    access: "public",
    async handle(call) {
      return json(call.controller.tokens.issue((await logIn(call)).id));
    },
  },
  "POST /auth_extended": {
    access: "public",
    async handle(call) {
      const { id, username, admin } = await logIn(call);
      return json({ username, id, token: call.controller.tokens.issue(id), admin, error: null });
    },
  },
  "GET /authok": { access: "user", handle: () => json("OK") },
  "DELETE /logout": {
    access: "user",
    // An assumption: who may do nothing may still leave.
    evenInMaintenance: true,
    handle({ controller, query, token, userId }) {
      if (query.get("clear_all_sessions") === "true") controller.tokens.revokeAllOf(userId);
      else controller.tokens.revoke(token);
      return json(true);
    },
  },
};

async function logIn({ controller, body }: Call): Promise<User> {
  const { username, password } = parseBody(credentials, body);
  await wait(controller.loginDelayMs, { ref: false });
  const user = controller.users.find((candidate) => candidate.username === username);
  if (user?.password === undefined || !same(user.password, password)) {
    throw new CmlApiError(403, "Authentication failed!");
  }
  // That they are refused here already is an assumption.
  if (controller.system.maintenance.on && !user.admin) throw new CmlApiError(403, inMaintenance);
  controller.news.note("user_activity", { user_id: user.id });
  return user;
}

function same(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
