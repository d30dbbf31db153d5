import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import ts from "typescript";

/** A function that makes an adapter: where it is, and which port it serves. */
export type PortFactory = { readonly url: string; readonly name: string; readonly port: string };

const shared = fileURLToPath(new URL("../../../shared", import.meta.url));

function parse(file: string): ts.SourceFile {
  return ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest);
}

/** The methods of every port that goes out into the world, as `Ledger.take`: those that answer a promise. */
export function portMethods(): readonly string[] {
  const pages = readdirSync(shared).filter((file) => /^(?:.+-)?ports\.ts$/.test(file));
  return pages.flatMap((page) => methodsIn(parse(join(shared, page))));
}

function methodsIn(source: ts.SourceFile): readonly string[] {
  return source.statements.filter(ts.isTypeAliasDeclaration).flatMap(({ name, type }) =>
    (ts.isTypeLiteralNode(type) ? [...type.members] : []).flatMap((member) =>
      ts.isMethodSignature(member) && member.type?.getText(source).startsWith("Promise<") === true ? [`${name.text}.${member.name.getText(source)}`] : [],
    ),
  );
}

/** Every function of the adapters that makes a port, or part of one. */
export function portFactories(): readonly PortFactory[] {
  const ports = new Set(portMethods().map((method) => method.split(".")[0]));
  const files = readdirSync(join(shared, "adapters"), { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  return files.flatMap((file) => {
    const path = join(shared, "adapters", file);
    const source = parse(path);
    return source.statements.filter(ts.isFunctionDeclaration).flatMap(({ name, type }) => {
      const port = /^(?:Pick<)?(\w+)/.exec(type?.getText(source) ?? "")?.[1] ?? "";
      return name !== undefined && ports.has(port) ? [{ url: pathToFileURL(path).href, name: name.text, port }] : [];
    });
  });
}
