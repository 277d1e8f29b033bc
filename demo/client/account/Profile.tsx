import { useState } from 'preact/hooks';

export function Profile() {
  const [name, setName] = useState('Robin Vale');
  const [letters, setLetters] = useState(true);
  return (
    <section>
      <h2>Profile</h2>
      <div class="fields">
        <label class="field field-wide">
          <span>Name</span>
          <input value={name} onInput={(event) => setName(event.currentTarget.value)} autocomplete="name" />
        </label>
        <label class="field field-wide">
          <span>Phone</span>
          <input type="tel" value="+49 30 5550 100" data-coview-private-content />
        </label>
        <label class="field field-wide">
          <span>New password</span>
          <input type="password" autocomplete="new-password" />
        </label>
        <label class="tick field-wide">
          <input type="checkbox" checked={letters} onChange={(event) => setLetters(event.currentTarget.checked)} />
          <span>One letter a month</span>
        </label>
      </div>
      <p class="profile-note">
        {name}, {letters ? 'gets' : 'does not get'} the letter.
      </p>
    </section>
  );
}
