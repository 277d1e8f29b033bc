/** Long enough for names, too short to tell a story on the consent card. */
const LONGEST_NAME = 60;

/** A name from the other end as it may stand in a sentence: one line, nothing unseen, no marks that turn the text around. */
export function shownName(name: string): string {
  const line = name.replace(/[\p{C}\s]+/gu, ' ').trim();
  return [...line].slice(0, LONGEST_NAME).join('');
}
