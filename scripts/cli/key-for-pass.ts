import { keepRoomKey, knownRoomKey, roomKey } from '../../party/room-keys.ts';
import { parsePass } from '../../shared/protocol/pass.ts';
import { type CliContext, UsageError } from './cli-context.ts';
import { fileText } from './given-file.ts';

/**
 * The key that a new pass of a room carries. All passes of a room have the same, or its agents could not read each other's
 * recordings: so a file without the key of a room that has passes is not given another, but asks for one of these.
 */
export async function keyForPass({ api, options }: CliContext, roomId: string): Promise<string> {
  if (options.file !== undefined) await keepKeyOfPass(options.keys, options.file, roomId);
  const known = await knownRoomKey(options.keys, roomId);
  if (known !== undefined) return known;
  const { items } = await api.call('listPasses', { params: { room: roomId }, query: { limit: '1' } });
  if (items.length > 0)
    throw new UsageError(
      `${options.keys} has no key of this room, and its passes have one. Name that file with --keys, or a file with one of the passes with --file.`,
    );
  return roomKey(options.keys, roomId);
}

async function keepKeyOfPass(keys: string, file: string, roomId: string): Promise<void> {
  const parsed = parsePass(await fileText(file));
  if (!parsed.ok || parsed.pass.roomId !== roomId) throw new UsageError(`${file} has no pass of this room.`);
  await keepRoomKey(keys, roomId, parsed.pass.roomKey);
}
