import { type Signal, useSignal } from '@preact/signals';
import { ApiError } from '../../shared/api/api-client.ts';
import { type PageModel, sentenceOf } from '../page-model.ts';

export interface Action {
  /** Why the last thing was not done; empty when it was. */
  readonly fault: Signal<string>;
  readonly busy: Signal<boolean>;
  /** What is wrong with a field of the API's request, or with a part of it. */
  faultOf(field: string): string | undefined;
  /** Does something and says so, or says why not. False when it was not done. */
  run(act: () => Promise<unknown>, done: string): Promise<boolean>;
}

export function useAction(model: PageModel): Action {
  const fault = useSignal('');
  const busy = useSignal(false);
  const fields = useSignal<ApiError['fields']>([]);
  return {
    fault,
    busy,
    faultOf: (field) => fields.value.find(({ path }) => path === field || path.startsWith(`${field}.`))?.message,
    async run(act, done) {
      if (busy.value) return false;
      busy.value = true;
      fault.value = '';
      fields.value = [];
      model.say('');
      try {
        await act();
        model.say(done);
        return true;
      } catch (error) {
        fields.value = error instanceof ApiError ? error.fields : [];
        fault.value = fields.value.length > 0 ? 'Not done yet: see what is marked.' : sentenceOf(error);
        return false;
      } finally {
        busy.value = false;
      }
    },
  };
}
