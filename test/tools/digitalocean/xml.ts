/** An element without attributes: its text, or its children by name. */
export type Xml = string | { readonly [name: string]: Xml | readonly Xml[] };

/** Reads what an S3 client sends. Elements of one name are a list where there are several, or where `lists` names them. */
export function parseXml(text: string, lists: readonly string[]): Xml {
  const tokens = text.matchAll(/<\?[^>]*\?>|<(\/?)([A-Za-z]+)[^>]*?(\/?)>|([^<]+)/g);
  const stack: { name: string; text: string; children: [string, Xml][] }[] = [{ name: "", text: "", children: [] }];
  for (const [, closing, name, empty, plain] of tokens) {
    const top = stack.at(-1);
    if (top === undefined) throw new Error(`unbalanced XML: ${text}`);
    if (plain !== undefined) top.text += plain;
    if (name === undefined) continue;
    if (closing !== "/") stack.push({ name, text: "", children: [] });
    if (closing !== "/" && empty !== "/") continue;
    const ended = stack.pop();
    if (ended === undefined || ended.name !== name) throw new Error(`unbalanced XML: ${text}`);
    stack.at(-1)?.children.push([name, ended.children.length > 0 ? grouped(ended.children, lists) : ended.text]);
  }
  return grouped(stack[0]?.children ?? [], lists);
}

function grouped(children: readonly (readonly [string, Xml])[], lists: readonly string[]): Xml {
  const names = [...new Set(children.map(([name]) => name))];
  return Object.fromEntries(
    names.map((name) => {
      const all = children.filter(([other]) => other === name).map(([, value]) => value);
      return [name, all.length > 1 || lists.includes(name) ? all : (all[0] as Xml)];
    }),
  );
}
