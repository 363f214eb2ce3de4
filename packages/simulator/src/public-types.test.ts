import { fileURLToPath } from "node:url";
import ts from "typescript";
import { expect, test } from "vitest";

const folder = fileURLToPath(new URL(".", import.meta.url));
const entries = ["index.ts", "vitest/index.ts"].map((name) => folder + name);

/** Parts of a declaration that its users do not see. */
function isInside(node: ts.Node): boolean {
  const isPrivate =
    ts.canHaveModifiers(node) &&
    ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.PrivateKeyword);
  return ts.isBlock(node) || isPrivate === true;
}

/** The names of this package's own types in what is exported, and where they stand. */
function namesIn(checker: ts.TypeChecker, declaration: ts.Node): ReadonlyMap<ts.Symbol, string> {
  const found = new Map<ts.Symbol, string>();
  const visit = (node: ts.Node): void => {
    if (isInside(node)) return;
    if (ts.isTypeReferenceNode(node) || ts.isExpressionWithTypeArguments(node)) {
      const name = ts.isTypeReferenceNode(node) ? node.typeName : node.expression;
      const symbol = checker.getSymbolAtLocation(name);
      if (symbol) found.set(target(checker, symbol), name.getText());
    }
    ts.forEachChild(node, visit);
  };
  visit(declaration);
  return found;
}

function target(checker: ts.TypeChecker, symbol: ts.Symbol): ts.Symbol {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

function isOwn({ declarations = [] }: ts.Symbol): boolean {
  return declarations.some(
    (one) => one.getSourceFile().fileName.startsWith(folder) && !ts.isTypeParameterDeclaration(one),
  );
}

test("every type that stands in something exported is exported too", { timeout: 60_000 }, () => {
  const { config } = ts.readConfigFile(`${folder}../../../tsconfig.json`, ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, `${folder}../../..`);
  const program = ts.createProgram(entries, options);
  const checker = program.getTypeChecker();
  const exported = entries.flatMap((entry) => {
    const module = checker.getSymbolAtLocation(program.getSourceFile(entry)!);
    return module ? checker.getExportsOfModule(module).map((symbol) => target(checker, symbol)) : [];
  });
  expect(exported.length).toBeGreaterThan(50);
  const forgotten = exported.flatMap((symbol) =>
    (symbol.declarations ?? []).flatMap((declaration) =>
      [...namesIn(checker, declaration)]
        .filter(([type]) => isOwn(type) && !exported.includes(type))
        .map(([, name]) => `${name} in ${symbol.name}`),
    ),
  );
  expect([...new Set(forgotten)]).toEqual([]);
});
