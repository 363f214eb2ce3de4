import { candidatesFor } from "../candidates.ts";
import type { Command } from "../command.ts";
import { refuseMore } from "../refuse-more.ts";
import { UsageError } from "../usage-error.ts";

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
  candidates=(\${(f)"$(cml completion line "\${(j: :)words[1,CURRENT-1]} $PREFIX" 2>/dev/null </dev/null)"})
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
    verbs: Object.keys(scripts),
    examples: ["source <(cml completion bash)", "cml completion zsh >> ~/.zshrc"],
    async run({ words: [shell = "", line = "", ...more], terminal }) {
      refuseMore(shell === "line" ? more : [line, ...more].filter(Boolean));
      if (shell === "line") {
        const candidates = await candidatesFor(line, commands(), terminal);
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
