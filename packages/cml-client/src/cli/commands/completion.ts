import type { Command } from "../command.ts";
import { UsageError } from "../usage-error.ts";

const bash = `_cml() {
  local IFS=$'\\n'
  COMPREPLY=($(compgen -W "$(cml completion words "\${COMP_WORDS[@]:1:COMP_CWORD-1}" 2>/dev/null)" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _cml cml
`;

const scripts: Readonly<Record<string, string>> = {
  bash,
  zsh: `autoload -U +X bashcompinit && bashcompinit\n${bash}`,
};

/** Lets a shell complete commands, and the ids of labs and nodes. */
export function completionCommand(commands: () => readonly Command[]): Command {
  return {
    name: "completion",
    usage: ["bash|zsh"],
    summary: "Prints what a shell needs to complete commands and ids.",
    examples: ["source <(cml completion bash)", "cml completion zsh >> ~/.zshrc"],
    async run({ words: [shell = "", ...words], terminal, flags, connect }) {
      if (shell === "words") {
        const candidates = await candidatesFor(words, commands(), connect);
        terminal.out(candidates.map((word) => `${word}\n`).join(""));
        return 0;
      }
      const script = scripts[shell];
      if (!script || flags["help"]) throw new UsageError("Say which shell: cml completion bash, or zsh.");
      terminal.out(script);
      return 0;
    },
  };
}

async function candidatesFor(
  [name, ...words]: readonly string[],
  commands: readonly Command[],
  connect: Parameters<Command["run"]>[0]["connect"],
): Promise<readonly string[]> {
  if (name === undefined) return commands.map((command) => command.name);
  const command = commands.find((one) => one.name === name);
  const [verb] = words;
  if (verb === undefined) return command?.verbs ?? [];
  if (!command?.ids) return [];
  return command.ids(words, await connect());
}
