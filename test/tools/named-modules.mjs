// @ts-check
import ts from 'typescript';

/**
 * Everything that a declaration file loads: imports, `import('x')` types, ambient modules, reference directives.
 *
 * @param {string} text
 * @returns {string[]}
 */
export function namedModules(text) {
  const { importedFiles, typeReferenceDirectives, ambientExternalModules } = ts.preProcessFile(text, true, true);
  return [
    ...importedFiles.map((found) => found.fileName),
    ...typeReferenceDirectives.map((found) => found.fileName).filter((name) => name !== 'node'),
    ...(ambientExternalModules ?? []),
  ];
}
