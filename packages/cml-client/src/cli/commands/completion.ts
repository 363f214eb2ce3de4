import type { Command } from "../command.ts";
import { open, workingConnection } from "../connection.ts";
import { optionsOf, readUnfinished } from "../flags.ts";
import { commandFirst } from "../leading-flags.ts";
import type { Terminal } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";

/** Nobody waits longer for a Tab. */
const PATIENCE_SECONDS = "2";

// The line as it was typed: bash would split a URL at its colons. Not with compgen -W, which runs what is in its words, and
// controllers have written some of them.
const bash = `_cml() {
  local word="\${COMP_WORDS[COMP_CWORD]}" candidate
  COMPREPLY=()
  while IFS= read -r candidate; do
    [[ "$candidate" == "$word"* ]] && COMPREPLY+=("$candidate")
  done < <(cml completion line "\${COMP_LINE:0:COMP_POINT}" 2>/dev/null </dev/null)
}
complete -o default -F _cml cml
`;

// With -Q, for the words come as they are to stand on the line; files where there is none that fits.
const zsh = `(( $+functions[compdef] )) || { autoload -Uz compinit && compinit }
_cml() {
  local -a candidates
  candidates=(\${(f)"$(cml completion line "\${(j: :)words[1,CURRENT-1]} " 2>/dev/null </dev/null)"})
  compadd -Q -- $candidates || _files
}
compdef _cml cml
`;

const scripts: Readonly<Record<string, string>> = { bash, zsh };

/** Lets a shell complete commands, and the ids of labs and nodes. */
export function completionCommand(commands: () => readonly Command[]): Command {
  return {
    name: "completion",
    usage: ["bash|zsh"],
    summary: "Prints what a shell needs to complete commands and ids.",
    examples: ["source <(cml completion bash)", "cml completion zsh >> ~/.zshrc"],
    async run({ words: [shell = "", line = ""], terminal }) {
      if (shell === "line") {
        // The last word is the one to complete, and the shell's to match.
        const [, ...words] = line.split(/(?<!\\)\s+/).slice(0, -1);
        const candidates = await candidatesFor(commandFirst(words), commands(), terminal);
        terminal.out(candidates.map((word) => `${word}\n`).join(""));
        return 0;
      }
      const script = Object.hasOwn(scripts, shell) ? scripts[shell] : undefined;
      if (!script) throw new UsageError("Say which shell: cml completion bash, or zsh.");
      terminal.out(script);
      return 0;
    },
  };
}

async function candidatesFor(
  [name, ...rest]: readonly string[],
  commands: readonly Command[],
  terminal: Terminal,
): Promise<readonly string[]> {
  if (name === undefined) return [...commands.map((command) => command.name), "help"];
  if (name === "help") return commands.map((command) => command.name);
  const command = commands.find((one) => one.name === name);
  if (!command) return [];
  const { words, flags } = readUnfinished(command, rest);
  // Standard input is the shell's.
  const { "password-stdin": _none, ...way } = flags;
  if (words.length === 0) return [...(command.verbs ?? []), ...flagsOf(command)];
  if (!command.ids) return [];
  await using cml = open(await workingConnection({ timeout: PATIENCE_SECONDS, ...way }, terminal), {
    retry: { attempts: 1 },
  });
  // Waited for here: the client is closed when this function ends.
  return (await command.ids(words, cml)).filter(isPlain);
}

/** Whether a shell takes a word as it is: it lands on a command line, where `$(…)` would be run. */
const isPlain = (word: string): boolean => /^[\w.+@][\w.:+@-]*$/.test(word);

const flagsOf = (command: Command): string[] => Object.keys(optionsOf(command)).map((name) => `--${name}`);
