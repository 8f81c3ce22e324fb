import { Anchor, Button, PasswordInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { type ReactNode, type SubmitEvent, useState } from 'react';
import { ProblemNote } from '../parts/problem-note';
import { useTitle } from '../parts/use-title';
import { texts } from '../texts';
import classes from './sign-in-page.module.css';
import { returnPath } from './return-path';
import { signIn } from './session';
import { useSigningInByLink } from './use-signing-in-by-link';

/** @param oidcStart where to sign in at the OpenID provider; null when none is set up */
export function SignInPage({ oidcStart }: { oidcStart: string | null }): ReactNode {
  useTitle(texts.signIn.title);
  const queries = useQueryClient();
  const [key, setKey] = useState('');
  const search: Record<string, unknown> = useSearch({ strict: false });
  const signingIn = useMutation({ mutationFn: () => signIn(queries, key.trim()) });
  const byLink = useSigningInByLink();
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (key.trim() !== '' && !signingIn.isPending) signingIn.mutate();
  };
  const back = encodeURIComponent(returnPath(search['return_to']));
  if (byLink.isPending) {
    return (
      <main className={classes.page}>
        <p role="status">{texts.signIn.byLink}</p>
      </main>
    );
  }
  return (
    <main className={classes.page}>
      <form className={classes.form} onSubmit={submit}>
        <h1 className={classes.title}>{texts.product}</h1>
        <p className={classes.lead}>{texts.signIn.lead}</p>
        {byLink.isError && !signingIn.isError && <ProblemNote error={byLink.error} />}
        <PasswordInput
          label={texts.signIn.key}
          description={texts.signIn.keyHint}
          value={key}
          onChange={(event) => {
            setKey(event.currentTarget.value);
          }}
          autoComplete="off"
          spellCheck={false}
          autoFocus
          required
          withAsterisk={false}
        />
        {signingIn.isError && <ProblemNote error={signingIn.error} />}
        <Button type="submit" loading={signingIn.isPending} fullWidth>
          {texts.signIn.submit}
        </Button>
        {oidcStart !== null && (
          <Anchor href={`${oidcStart}?return_to=${back}`} className={classes.company}>
            {texts.signIn.company}
          </Anchor>
        )}
      </form>
    </main>
  );
}
