import type { RoomInfo } from '../../shared/api/resources.ts';
import type { PageModel } from '../page-model.ts';
import { ConfirmButton } from '../parts/ConfirmButton.tsx';
import { FaultNotice } from '../parts/FaultNotice.tsx';
import { Section } from '../parts/Section.tsx';
import { useAction } from '../parts/use-action.ts';

export function DeleteRoom({ model, room }: { model: PageModel; room: RoomInfo }) {
  const { fault, run } = useAction(model);
  const remove = (): void => {
    void run(async () => {
      await model.api.call('deleteRoom', { params: { room: room.roomId } });
      model.go({ type: 'rooms' });
    }, `The room ${room.name} is deleted.`);
  };
  return (
    <Section title="Delete this room" lead="With its passes, sessions and recordings. The audit log stays.">
      <FaultNotice of={fault} />
      <div>
        <ConfirmButton
          label="Delete"
          what={`the room ${room.name}`}
          question={`Delete ${room.name}?`}
          onConfirm={remove}
        >
          Its sessions end now, its recordings and passes are gone, and its tag on your site does nothing any more.
        </ConfirmButton>
      </div>
    </Section>
  );
}
