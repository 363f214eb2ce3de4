import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const types = join(
  dirname(createRequire(import.meta.url).resolve("@aws-sdk/client-ec2/package.json")),
  "dist-types/models",
);

/** The filters of an action as the SDK documents them, apart from those of tags. */
export function documentedFilters(action: string): readonly string[] {
  const names = [...requestOf(action).matchAll(/<li>\s*<p>\s*<code>([^<]+)<\/code>/g)].map(([, name = ""]) =>
    name.replace("[.N]", ""),
  );
  return [...new Set(names)].filter((name) => !/^tag(-key|:|$)/.test(name));
}

/** The list in what its request says of `Filters`, without the stars of a comment and the lists of values in it. */
function requestOf(action: string): string {
  for (let part = 0; ; part++) {
    const text = readFileSync(join(types, `models_${part}.d.ts`), "utf8");
    const start = text.indexOf(`interface ${action}Request {`);
    if (start < 0) continue;
    const end = text.indexOf("Filters?: Filter[]", start);
    const comment = text.slice(text.lastIndexOf("/**", end), end).replaceAll(/^\s*\* ?/gm, "");
    return comment.slice(comment.indexOf("<ul>") + 1).replaceAll(/<ul>.*?<\/ul>/gs, "");
  }
}
