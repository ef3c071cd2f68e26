/** A model of what Grafana's provisioning does to text (`values.go`): split on `$$`, expand each part, join with `$`. Every variable is empty. */
export function grafanaExpansion(text: string): string {
  return text
    .split("$$")
    .map((part) => goExpand(part.replace(/\$(|__\w+)\{([^}]+)\}/g, "")))
    .join("$");
}

/** Go's `os.Expand` with an empty environment. */
function goExpand(text: string): string {
  let out = "";
  for (let index = 0; index < text.length; index += 1) {
    if (text[index] !== "$" || index + 1 === text.length) {
      out += text[index];
      continue;
    }
    const { name, width } = shellName(text.slice(index + 1));
    // Without a name and width the dollar stays; without a name but with width it is bad syntax, which is eaten.
    if (name === "" && width === 0) out += "$";
    index += width;
  }
  return out;
}

const SPECIAL = /^[*#$@!?0-9-]/;

function shellName(text: string): { readonly name: string; readonly width: number } {
  if (text.startsWith("{")) return bracedName(text);
  if (SPECIAL.test(text)) return { name: text.slice(0, 1), width: 1 };
  const name = /^[_0-9a-zA-Z]*/.exec(text)?.[0] ?? "";
  return { name, width: name.length };
}

function bracedName(text: string): { readonly name: string; readonly width: number } {
  if (SPECIAL.test(text.slice(1)) && text[2] === "}") return { name: text.slice(1, 2), width: 3 };
  const end = text.indexOf("}");
  if (end === -1) return { name: "", width: 1 };
  return { name: text.slice(1, end), width: end + 1 };
}
