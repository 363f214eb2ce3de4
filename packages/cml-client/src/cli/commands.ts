import type { Command } from "./command.ts";
import { checkCommand } from "./commands/check.ts";
import { completionCommand } from "./commands/completion.ts";
import { eventsCommand } from "./commands/events.ts";
import { imagesCommand } from "./commands/images.ts";
import { labsCommand } from "./commands/labs.ts";
import { loginCommand } from "./commands/login.ts";
import { logoutCommand } from "./commands/logout.ts";
import { nodesCommand } from "./commands/nodes.ts";
import { requestCommand } from "./commands/request.ts";

/** Every command, in the order the help shows them. */
export const commands: readonly Command[] = [
  checkCommand,
  loginCommand,
  logoutCommand,
  labsCommand,
  nodesCommand,
  imagesCommand,
  eventsCommand,
  requestCommand,
  completionCommand(() => commands),
];
