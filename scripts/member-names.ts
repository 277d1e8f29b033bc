import { readFile } from 'node:fs/promises';
import ts from 'typescript';

/**
 * Names of class members that a minifier may shorten: names that in all these files stand for nothing else. A name that is
 * also a key of an object, part of an interface, destructured or quoted stays as it is. The minifier itself knows the
 * names of the platform.
 *
 * @param files paths of TypeScript sources that are bundled together
 */
export async function memberNames(files: readonly string[]): Promise<Set<string>> {
  const names = new Set<string>();
  const others = new Set<string>();
  for (const file of files) {
    visit(ts.createSourceFile(file, await readFile(file, 'utf8'), ts.ScriptTarget.Latest, true));
  }

  function visit(node: ts.Node): void {
    if (ts.isIdentifier(node) || ts.isStringLiteralLike(node)) {
      if (isMember(node.parent) && node.parent.name === node) names.add(node.text);
      else if (!isVariable(node) && !isAccess(node)) others.add(node.text);
    }
    node.forEachChild(visit);
  }
  for (const name of others) names.delete(name);
  return names;
}

function isMember(node: ts.Node): node is ts.ClassElement | ts.ParameterPropertyDeclaration {
  return (ts.isClassElement(node) && !ts.isObjectLiteralExpression(node.parent)) || isParameterProperty(node);
}

function isParameterProperty(node: ts.Node): boolean {
  return ts.isParameter(node) && ts.isParameterPropertyDeclaration(node, node.parent);
}

/** Whose member it is does not show here, but by its name it can only be a class's. */
function isAccess({ parent }: ts.Node): boolean {
  return ts.isPropertyAccessExpression(parent);
}

/** A local name, which is no property of anything. */
function isVariable(node: ts.Node): boolean {
  const { parent } = node;
  if (!ts.isIdentifier(node)) return false;
  if (ts.isBindingElement(parent)) return parent.name === node && parent.propertyName !== undefined;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node;
  const declares = ts.isPropertySignature(parent) || ts.isMethodSignature(parent) || isMember(parent);
  return !declares && !ts.isShorthandPropertyAssignment(parent) && !ts.isObjectLiteralElement(parent);
}
