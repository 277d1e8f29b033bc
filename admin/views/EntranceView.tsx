import type { ComponentChildren } from 'preact';
import { Logo } from '../../shared/views/Logo.tsx';
import type { Entrance, PageModel } from '../page-model.ts';
import { CopyBlock } from '../parts/CopyBlock.tsx';
import { SignInForm } from './SignInForm.tsx';

interface EntranceViewProps {
  model: PageModel;
  entrance: Exclude<Entrance, { type: 'signed-in' }>;
}

/** What stands before the page: the way in. */
export function EntranceView({ model, entrance }: EntranceViewProps) {
  switch (entrance.type) {
    case 'loading':
      return (
        <EntranceCard title="Coview">
          <span class="spinner" role="status" aria-label="Loading" />
        </EntranceCard>
      );
    case 'unreachable':
      return (
        <EntranceCard title="No answer">
          <p role="alert">{entrance.sentence}</p>
          <button type="button" class="button" onClick={() => void model.load()}>
            Try again
          </button>
        </EntranceCard>
      );
    case 'keep-token':
      return (
        <EntranceCard title="Keep your admin token">
          <p class="lead">
            You are the first admin. This token is how you sign in from now on, here and on the command line. It is
            shown this once: put it into your password manager.
          </p>
          <CopyBlock label="Admin token" text={entrance.token} />
          <button type="button" class="button button-primary button-large" onClick={() => model.tokenKept()}>
            I have kept it
          </button>
        </EntranceCard>
      );
    case 'signed-out':
      return (
        <EntranceCard title={entrance.setup ? 'Set up this party' : 'Sign in'}>
          <SignInForm key={String(entrance.setup)} model={model} setup={entrance.setup} />
        </EntranceCard>
      );
  }
}

function EntranceCard({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <main class="entrance">
      <div class="card entrance-card">
        <Logo sizePx={40} />
        <h1>{title}</h1>
        {children}
      </div>
    </main>
  );
}
