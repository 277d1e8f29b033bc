/**
 * How each character of a join code is said aloud: the radio alphabet, without the letters that a code never has
 * (I, L, O and U look like others).
 */
const SPOKEN: ReadonlyMap<string, string> = new Map([
  ['0', 'Zero'],
  ['1', 'One'],
  ['2', 'Two'],
  ['3', 'Three'],
  ['4', 'Four'],
  ['5', 'Five'],
  ['6', 'Six'],
  ['7', 'Seven'],
  ['8', 'Eight'],
  ['9', 'Nine'],
  ['A', 'Alpha'],
  ['B', 'Bravo'],
  ['C', 'Charlie'],
  ['D', 'Delta'],
  ['E', 'Echo'],
  ['F', 'Foxtrot'],
  ['G', 'Golf'],
  ['H', 'Hotel'],
  ['J', 'Juliett'],
  ['K', 'Kilo'],
  ['M', 'Mike'],
  ['N', 'November'],
  ['P', 'Papa'],
  ['Q', 'Quebec'],
  ['R', 'Romeo'],
  ['S', 'Sierra'],
  ['T', 'Tango'],
  ['V', 'Victor'],
  ['W', 'Whiskey'],
  ['X', 'X-ray'],
  ['Y', 'Yankee'],
  ['Z', 'Zulu'],
]);

/** One character of a code with its spoken word. */
export interface SpokenCharacter {
  character: string;
  word: string;
}

/** The two groups of four in which a code such as `K7M4-QX2P` is read out. */
export function spell(joinCode: string): SpokenCharacter[][] {
  return joinCode
    .split('-')
    .map((group) => [...group].map((character) => ({ character, word: SPOKEN.get(character) ?? character })));
}
