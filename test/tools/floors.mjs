// @ts-check
/**
 * The floors of the house: who may import whom. Run by `npm run floors` and by test/package/architecture.spec.ts.
 *
 *     node test/tools/floors.mjs [root]
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join, posix, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';

/**
 * @typedef {object} Part One folder of lib, or lib/index.ts.
 * @property {number} floor
 * @property {number} [reach] The highest floor that it may import from; by default the one below its own.
 * @property {string[]} [also] Parts that it may import although they stand on no lower floor.
 * @property {boolean} [nest] May import the packages that every user has installed: Nest, rxjs, reflect-metadata.
 */

/** @type {Record<string, Part>} */
const PARTS = {
  common: { floor: 0 },
  dialects: { floor: 1 },
  transports: { floor: 1 },
  metrics: { floor: 2 },
  delivery: { floor: 2 },
  client: { floor: 3 },
  nest: { floor: 4, nest: true },
  'index.ts': { floor: 5 },
  testing: { floor: 5, also: ['collector'] },
  bin: { floor: 5, also: ['collector'] },
  // Aside from the house: on the top floor, so that nothing below can import it, and reaching floor 1 only.
  collector: { floor: 5, reach: 1 },
};

/**
 * @typedef {object} Import
 * @property {string} from The file, relative to the root, with forward slashes.
 * @property {number} line
 * @property {string} specifier
 * @property {'value' | 'type' | 'lazy'} kind `type` is gone after the build; `lazy` is a call of `import()` or `require()`.
 */

/**
 * Every breach of the floors under `root`, a sentence each; none when the house stands.
 *
 * @param {string} root
 * @returns {string[]}
 */
export function checkFloors(root) {
  const files = sourceFiles(join(root, 'lib'), root);
  const packages = readPackages(root);
  /** @type {Map<string, string[]>} */
  const edges = new Map(files.map((file) => [file, []]));
  const problems = [];
  for (const file of files) {
    const part = partOf(file);
    if (!Object.hasOwn(PARTS, part)) {
      problems.push(`${file} stands on no floor: lib/${part} is not in the list of test/tools/floors.mjs`);
      continue;
    }
    for (const found of importsOf(file, readFileSync(join(root, file), 'utf8'))) {
      const target = found.specifier.startsWith('.') ? resolveRelative(found, files) : undefined;
      const problem = target === undefined ? judgePackage(found, packages) : judgeFile(found, target);
      if (problem !== undefined) {
        problems.push(`${file}:${found.line} ${problem}`);
      } else if (target !== undefined && found.kind !== 'type') {
        edges.get(file)?.push(target);
      }
    }
  }
  for (const file of sourceFiles(join(root, 'sample-app', 'src'), root)) {
    for (const found of importsOf(file, readFileSync(join(root, file), 'utf8'))) {
      if (posix.normalize(posix.join(posix.dirname(file), found.specifier)).startsWith('lib/')) {
        problems.push(`${file}:${found.line} imports ${found.specifier}: the sample uses the package by its name`);
      }
    }
  }
  return [...problems, ...findCycles(edges)];
}

/** @param {string} file */
function partOf(file) {
  return file.split('/')[1] ?? '';
}

/**
 * @param {Import} found
 * @param {string} target
 * @returns {string | undefined}
 */
function judgeFile(found, target) {
  const [own, other] = [partOf(found.from), partOf(target)];
  const from = PARTS[own];
  const to = PARTS[other];
  if (!target.startsWith('lib/')) {
    return `imports ${target}: lib imports nothing outside of lib`;
  }
  if (from === undefined || to === undefined || own === other || from.also?.includes(other)) {
    return undefined;
  }
  if (other === 'collector') {
    return `imports ${target}: only lib/testing and lib/bin import the collector`;
  }
  const reach = from.reach ?? from.floor - 1;
  const allowed = reach < 0 ? 'no other folder' : `floors up to ${reach} only`;
  return to.floor <= reach
    ? undefined
    : `imports ${target}: lib/${own} (floor ${from.floor}) imports ${allowed}, lib/${other} is floor ${to.floor}`;
}

/**
 * @param {Import} found
 * @param {{ required: string[], optional: string[] }} packages
 * @returns {string | undefined}
 */
function judgePackage(found, { required, optional }) {
  const { specifier, kind } = found;
  if (specifier.startsWith('.')) {
    return `imports ${specifier}: there is no such file`;
  }
  if (specifier.startsWith('node:') || builtinModules.includes(specifier)) {
    return undefined;
  }
  const name = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
  if (required.includes(name)) {
    return PARTS[partOf(found.from)]?.nest
      ? undefined
      : `imports ${specifier}: only lib/nest imports @nestjs/* and rxjs`;
  }
  if (optional.includes(name)) {
    return kind === 'lazy'
      ? undefined
      : `imports ${specifier}: an optional package is loaded lazily and never by its types`;
  }
  return `imports ${specifier}: the package is not among the peerDependencies`;
}

/** @param {string} root */
function readPackages(root) {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const names = Object.keys(manifest.peerDependencies ?? {});
  /** @param {string} name @returns {boolean} */
  const isOptional = (name) => manifest.peerDependenciesMeta?.[name]?.optional === true;
  return { required: names.filter((name) => !isOptional(name)), optional: names.filter(isOptional) };
}

/**
 * @param {string} folder
 * @param {string} root
 * @returns {string[]}
 */
function sourceFiles(folder, root) {
  if (!existsSync(folder)) {
    return [];
  }
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.[mc]?tsx?$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

/**
 * @param {Import} found
 * @param {string[]} files
 * @returns {string | undefined}
 */
function resolveRelative({ from, specifier }, files) {
  const path = posix.normalize(posix.join(posix.dirname(from), specifier));
  return path.startsWith('lib/')
    ? [`${path}.ts`, `${path}/index.ts`, path].find((candidate) => files.includes(candidate))
    : path;
}

/**
 * @param {string} from
 * @param {string} text
 * @returns {Import[]}
 */
function importsOf(from, text) {
  const source = ts.createSourceFile(from, text, ts.ScriptTarget.Latest, true);
  /** @type {Import[]} */
  const found = [];
  /** @param {ts.Node | undefined} specifier @param {Import['kind']} kind */
  const add = (specifier, kind) => {
    if (specifier !== undefined && ts.isStringLiteralLike(specifier)) {
      const line = source.getLineAndCharacterOfPosition(specifier.getStart()).line + 1;
      found.push({ from, line, specifier: specifier.text, kind });
    }
  };
  /** @param {ts.Node} node */
  const visit = (node) => {
    if (ts.isImportDeclaration(node)) {
      add(node.moduleSpecifier, isTypeOnly(node.importClause) ? 'type' : 'value');
    } else if (ts.isExportDeclaration(node)) {
      add(node.moduleSpecifier, node.isTypeOnly ? 'type' : 'value');
    } else if (ts.isExternalModuleReference(node)) {
      add(node.expression, 'value');
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      add(node.argument.literal, 'type');
    } else if (ts.isCallExpression(node) && isLoadCall(node.expression)) {
      add(node.arguments[0], 'lazy');
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** @param {ts.ImportClause | undefined} clause */
function isTypeOnly(clause) {
  if (clause === undefined || clause.isTypeOnly) {
    return clause !== undefined;
  }
  const bindings = clause.namedBindings;
  return (
    clause.name === undefined &&
    bindings !== undefined &&
    ts.isNamedImports(bindings) &&
    bindings.elements.length > 0 &&
    bindings.elements.every((element) => element.isTypeOnly)
  );
}

/** @param {ts.Expression} callee */
function isLoadCall(callee) {
  return callee.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(callee) && callee.text === 'require');
}

/**
 * Circles of imports that exist at run time. Types that name each other (`Stats` and its `Pipeline`) are none: the build
 * leaves nothing of them.
 *
 * @param {Map<string, string[]>} edges
 */
function findCycles(edges) {
  /** @type {string[]} */
  const problems = [];
  /** @type {Set<string>} */
  const done = new Set();
  /** @type {string[]} */
  const path = [];
  /** @param {string} file */
  const walk = (file) => {
    const start = path.indexOf(file);
    if (start >= 0) {
      problems.push(`imports run in a circle: ${[...path.slice(start), file].join(' -> ')}`);
      return;
    }
    if (done.has(file)) {
      return;
    }
    path.push(file);
    for (const next of edges.get(file) ?? []) {
      walk(next);
    }
    path.pop();
    done.add(file);
  };
  for (const file of edges.keys()) {
    walk(file);
  }
  return problems;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const problems = checkFloors(process.argv[2] ?? process.cwd());
  for (const problem of problems) {
    console.error(problem);
  }
  console.log(problems.length === 0 ? 'floors: all imports run downwards' : `floors: ${problems.length} breaches`);
  process.exitCode = problems.length === 0 ? 0 : 1;
}
