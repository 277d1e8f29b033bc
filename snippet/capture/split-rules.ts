const SIGNIFICANT = /\/\*[\s\S]*?(?:\*\/|$)|"(?:[^"\\]|\\[\s\S])*"?|'(?:[^'\\]|\\[\s\S])*'?|\\[\s\S]|[;{}]/g;

/** The top-level rules of a style sheet's text, each with the comments before it. */
export function splitRules(css: string): string[] {
  const rules: string[] = [];
  let depth = 0;
  let start = 0;
  for (const { 0: found, index } of css.matchAll(SIGNIFICANT)) {
    if (found === '{') depth++;
    else if (found === '}') depth = Math.max(0, depth - 1);
    if (depth > 0 || (found !== '}' && found !== ';')) continue;
    rules.push(css.slice(start, index + 1));
    start = index + 1;
  }
  if (css.slice(start).trim() !== '') rules.push(css.slice(start));
  return rules;
}
