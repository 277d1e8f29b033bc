/** The room's sites, as a sentence names them. */
export function placesOf(origins: readonly string[]): string {
  const hosts = origins.map((origin) => (URL.canParse(origin) ? new URL(origin).host : origin));
  const [first, second] = hosts;
  if (first === undefined) return 'their page';
  if (second === undefined) return first;
  return hosts.length === 2 ? `${first} or ${second}` : `${first} or one of your other sites`;
}
