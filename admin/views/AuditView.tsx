import { useSignal } from '@preact/signals';
import { allOf } from '../../shared/api/api-client.ts';
import type { AuditEntry, AuditVerdict, RoomInfo } from '../../shared/api/resources.ts';
import { Icon } from '../../shared/views/Icon.tsx';
import type { PageModel } from '../page-model.ts';
import { FaultNotice } from '../parts/FaultNotice.tsx';
import { LoadedView } from '../parts/LoadedView.tsx';
import { PageTitle } from '../parts/PageTitle.tsx';
import { Table } from '../parts/Table.tsx';
import { useAction } from '../parts/use-action.ts';
import { useLoaded } from '../use-loaded.ts';
import { actorName, detailLine, wordsFor } from './audit-words.ts';
import { moment } from './dates.ts';

const PAGE_LENGTH = '25';

/** What was done, by whom, and whether the log is whole. */
export function AuditView({ model }: { model: PageModel }) {
  /** Cursors of the pages between the newest one and this. */
  const way = useSignal<string[]>([]);
  const cursor = way.value.at(-1);
  const [page, again] = useLoaded(async () => {
    const rooms = await allOf((at) => model.api.call('listRooms', { query: { limit: '100', cursor: at } }));
    return { ...(await model.api.call('listAudit', { query: { limit: PAGE_LENGTH, cursor } })), rooms };
  }, cursor ?? '');
  const verdict = useSignal<AuditVerdict | undefined>(undefined);
  const { fault, run } = useAction(model);
  const verify = (): void => {
    void run(async () => {
      verdict.value = await model.api.call('verifyAudit');
    }, '');
  };
  const download = (): void => {
    void run(async () => save(await model.api.exportAudit()), 'The export is in your downloads.');
  };
  return (
    <>
      <PageTitle title="Audit log">
        <button type="button" class="button" onClick={verify}>
          <Icon name="check" />
          Check the chain
        </button>
        <button type="button" class="button" onClick={download}>
          Export
        </button>
      </PageTitle>
      <p class="lead">
        Each entry names the hash of the one before: one that was removed or changed shows. The log of what people said
        and saw is not here; that is sealed between them.
      </p>
      <FaultNotice of={fault} />
      <div role="status">{verdict.value && <Verdict verdict={verdict.value} />}</div>
      <LoadedView of={page} again={again}>
        {({ items, next, rooms }) => (
          <>
            <Table
              caption="Audit log, the newest entry first"
              columns={['No.', 'When', 'Who', 'What', 'Room', 'Details']}
              rows={items.map((entry) => ({ key: String(entry.index), cells: cellsOf(entry, rooms) }))}
            />
            {(next !== null || way.value.length > 0) && (
              <nav class="pager" aria-label="Pages of the log">
                <button
                  type="button"
                  class="button"
                  disabled={way.value.length === 0}
                  onClick={() => {
                    way.value = way.value.slice(0, -1);
                  }}
                >
                  Newer
                </button>
                <button
                  type="button"
                  class="button"
                  disabled={next === null}
                  onClick={() => {
                    if (next !== null) way.value = [...way.value, next];
                  }}
                >
                  Older
                </button>
              </nav>
            )}
          </>
        )}
      </LoadedView>
    </>
  );
}

function cellsOf(entry: AuditEntry, rooms: RoomInfo[]) {
  const room = rooms.find(({ roomId }) => roomId === entry.roomId);
  return [
    <span key="index" class="count">
      {entry.index}
    </span>,
    <time key="at" dateTime={new Date(entry.at).toISOString()}>
      {moment(entry.at)}
    </time>,
    <strong key="who">{actorName(entry)}</strong>,
    <span key="what" title={entry.action}>
      {wordsFor(entry)}
    </span>,
    room?.name ?? entry.roomId ?? '',
    <span key="detail" class="faint">
      {detailLine(entry)}
    </span>,
  ];
}

function Verdict({ verdict: { whole, entries, head, brokenAt } }: { verdict: AuditVerdict }) {
  return whole ? (
    <div class="notice notice-good">
      <Icon name="check" />
      <span>
        The chain is whole: {entries} entries. Keep the newest hash elsewhere, and it shows even a log that was written
        anew: <code>{head}</code>
      </span>
    </div>
  ) : (
    <div class="notice notice-danger">
      <Icon name="alert" />
      <span>Entry {brokenAt} is missing or was changed.</span>
    </div>
  );
}

/** Into the downloads of who looks at the page. */
function save(lines: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([lines], { type: 'application/jsonl' }));
  link.download = 'coview-audit.jsonl';
  link.click();
  URL.revokeObjectURL(link.href);
}
