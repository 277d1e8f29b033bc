import { useSignal } from '@preact/signals';
import { allOf } from '../../shared/api/api-client.ts';
import type { TokenInfo } from '../../shared/api/resources.ts';
import type { PageModel } from '../page-model.ts';
import { ConfirmButton } from '../parts/ConfirmButton.tsx';
import { EmptyState } from '../parts/EmptyState.tsx';
import { FaultNotice } from '../parts/FaultNotice.tsx';
import { LoadedView } from '../parts/LoadedView.tsx';
import { NewButton } from '../parts/NewButton.tsx';
import { PageTitle } from '../parts/PageTitle.tsx';
import { ShownOnce } from '../parts/ShownOnce.tsx';
import { Table } from '../parts/Table.tsx';
import { useAction } from '../parts/use-action.ts';
import { useLoaded } from '../use-loaded.ts';
import { day } from './dates.ts';
import { type MadeToken, NewTokenDialog } from './NewTokenDialog.tsx';

/** Who administers the party. */
export function AdminsView({ model }: { model: PageModel }) {
  const [tokens, again] = useLoaded(
    () => allOf((cursor) => model.api.call('listTokens', { query: { limit: '100', cursor } })),
    'tokens',
  );
  const making = useSignal(false);
  const made = useSignal<MadeToken | undefined>(undefined);
  const { fault, run } = useAction(model);
  const remove = ({ tokenId, name }: TokenInfo): void => {
    void run(async () => {
      await model.api.call('deleteToken', { params: { token: tokenId } });
      await again();
    }, `The token of ${name} is deleted.`);
  };
  return (
    <>
      <PageTitle title="Admins">
        <NewButton label="New admin" open={making} />
      </PageTitle>
      <p class="lead">Each admin signs in with a token of their own, so that the audit log says who did what.</p>
      {made.value && (
        <ShownOnce
          title={`Admin token of ${made.value.name}`}
          label="Admin token, shown this once"
          text={made.value.token}
          onDone={() => {
            made.value = undefined;
          }}
        >
          Whoever has it administers this party. It is stored as a hash: nobody can show it again.
        </ShownOnce>
      )}
      <FaultNotice of={fault} />
      <LoadedView of={tokens} again={again}>
        {(found) =>
          found.length === 0 ? (
            <EmptyState icon="key" title="No tokens">
              This party is administered by the secret of its deployment.
            </EmptyState>
          ) : (
            <Table
              caption="Admin tokens"
              columns={['Name', 'Made', 'State', '']}
              rows={found.map((token) => ({
                key: token.tokenId,
                cells: [
                  <strong key="name">{token.name}</strong>,
                  day(token.createdAt),
                  <TokenState key="state" token={token} />,
                  <ConfirmButton
                    key="delete"
                    label="Delete"
                    what={`the token of ${token.name}`}
                    question={`Delete the token of ${token.name}?`}
                    onConfirm={() => remove(token)}
                  >
                    It stops working at once, here and on the command line.
                  </ConfirmButton>,
                ],
              }))}
            />
          )
        }
      </LoadedView>
      {making.value && (
        <NewTokenDialog
          model={model}
          onMade={async (token) => {
            making.value = false;
            made.value = token;
            await again();
          }}
          onClose={() => {
            making.value = false;
          }}
        />
      )}
    </>
  );
}

function TokenState({ token: { expiresAt } }: { token: TokenInfo }) {
  if (expiresAt === null) return <span class="badge badge-on">Valid</span>;
  return expiresAt <= Date.now() ? (
    <span class="badge badge-off">Expired {day(expiresAt)}</span>
  ) : (
    <span class="badge badge-on">Valid until {day(expiresAt)}</span>
  );
}
