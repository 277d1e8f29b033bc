/**
 * Narrows what this document may connect to down to one party. The manifest's policy has to allow every party, because
 * the address is only in the pass. Policies add up and none can be taken back, so a change of party needs a new
 * document.
 */
export function lockConnections(document: Document, partyUrl: string): void {
  const { origin, protocol, host } = new URL(partyUrl);
  const socketOrigin = `${protocol === 'https:' ? 'wss:' : 'ws:'}//${host}`;
  const policy = document.createElement('meta');
  policy.httpEquiv = 'Content-Security-Policy';
  policy.content = `connect-src ${origin} ${socketOrigin}`;
  document.head.append(policy);
}
