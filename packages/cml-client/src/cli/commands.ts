import type { Command } from "./command.ts";
import { checkCommand } from "./commands/check.ts";
import { completionCommand } from "./commands/completion.ts";
import { labsCommand } from "./commands/labs.ts";
import { nodesCommand } from "./commands/nodes.ts";
import { requestCommand } from "./commands/request.ts";

/** Every command, in the order the help shows them. */
export const commands: readonly Command[] = [
  checkCommand,
  labsCommand,
  nodesCommand,
  requestCommand,
  completionCommand(() => commands),
];
