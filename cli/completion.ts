import type { Command } from "commander";
import { UsageError } from "./exit";

/** A word that may follow the words before it. */
interface Words {
  /** The words before, such as `charts update`. */
  readonly after: string;
  readonly words: readonly string[];
}

const SHELLS: Readonly<Record<string, (program: string, words: readonly Words[]) => string>> = { bash, zsh, fish };

/**
 * The completion script of a shell, from the verbs and options of the program itself.
 *
 * @throws UsageError for a shell that it does not know.
 */
export function completion(program: Command, shell: string): string {
  const script = SHELLS[shell];
  if (script === undefined)
    throw new UsageError(`got shell "${shell}", must be one of ${Object.keys(SHELLS).join(", ")}`);
  return script(program.name(), wordsOf(program, ""));
}

function wordsOf(command: Command, after: string): Words[] {
  const verbs = command.commands.map((child) => child.name());
  const options = command.options.flatMap((option) => (option.long ? [option.long] : []));
  return [
    { after, words: [...verbs, ...options, "--help"] },
    ...command.commands.flatMap((child) => wordsOf(child, `${after} ${child.name()}`.trim())),
  ];
}

function bash(program: string, words: readonly Words[]): string {
  return `_${program}() {
  local current="\${COMP_WORDS[COMP_CWORD]}" path="" word
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$path $word" in
${deeper(words)}
    esac
  done
  case "$path" in
${words.map(({ after, words: next }) => `    "${after}") COMPREPLY=($(compgen -W "${next.join(" ")}" -- "$current") $(compgen -f -- "$current")) ;;`).join("\n")}
  esac
}
complete -o filenames -F _${program} ${program}
`;
}

/** Cases that move from one verb to the next. */
function deeper(words: readonly Words[]): string {
  return words
    .filter(({ after }) => after !== "")
    .map(({ after }) => {
      const at = after.lastIndexOf(" ");
      const before = at < 0 ? "" : after.slice(0, at);
      return `      "${before} ${after.slice(at + 1)}") path="${after}" ;;`;
    })
    .join("\n");
}

function zsh(program: string, words: readonly Words[]): string {
  return `autoload -U +X bashcompinit && bashcompinit
${bash(program, words)}`;
}

function fish(program: string, words: readonly Words[]): string {
  const lines = words.flatMap(({ after, words: next }) => {
    const seen = after === "" ? "__fish_use_subcommand" : `__fish_seen_subcommand_from ${after.split(" ").at(-1)}`;
    return next.map(
      (word) => `complete -c ${program} -n "${seen}" ${word.startsWith("--") ? `-l ${word.slice(2)}` : `-a ${word}`}`,
    );
  });
  return `${lines.join("\n")}\n`;
}
