/** Where a colleague finds a session: no secret, since only a pass of the room opens the door and only the customer lets in. */
export interface Invitation {
  roomId: string;
  sessionId: string;
}

export function formatInvitation({ roomId, sessionId }: Invitation): string {
  return `coview-session-${roomId}-${sessionId}`;
}

/** Undefined when something else was pasted. */
export function parseInvitation(pasted: string): Invitation | undefined {
  const [, roomId, sessionId] = /^coview-session-([0-9a-z]{12})-([\w-]{22})$/.exec(pasted.trim()) ?? [];
  return roomId !== undefined && sessionId !== undefined ? { roomId, sessionId } : undefined;
}
