/** How a page meets an agent on the party's wire: loaded with the cryptography, when a code is typed or a session goes on. */
export { bareSocket } from '../../shared/link/bare-socket.ts';
export { openLink } from '../../shared/link/open-link.ts';
export { Meeting } from './meeting.ts';
