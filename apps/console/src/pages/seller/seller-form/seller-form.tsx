import type { ReactNode } from 'react';
import { ApiForm, type FormValues } from '../../../parts/api-form';
import { DeadlineFields } from '../../../parts/deadline-fields';
import { AreaField, ChoiceField, Fields, SecretField, TextField } from '../../../parts/form-fields';
import { texts } from '../../../texts';
import { KEEP } from './seller-fields';
import { WebhookFields } from './webhook-fields';

const words = texts.sellerForm;

interface SellerFormProps<T> {
  start: FormValues;
  isNew: boolean;
  submit: string;
  act: (values: FormValues) => Promise<T>;
  onDone: (answer: T) => void;
  cancel: () => void;
}

/** What is agreed with a publisher, as a form. The API checks it, and says everything at once. */
export function SellerForm<T>({ isNew, ...form }: SellerFormProps<T>): ReactNode {
  return (
    <ApiForm {...form}>
      {(values) => (
        <>
          <Fields title={words.who}>
            <TextField name="name" at="/name" label={words.name} isRequired />
            {isNew && <TextField name="id" at="/id" label={words.id} hint={words.idHint} />}
            <TextField
              name="agent_url"
              at="/agent_url"
              type="url"
              label={words.agentUrl}
              hint={words.agentUrlHint}
              placeholder="https://agent.example/mcp"
              isRequired
            />
            {isNew && (
              <ChoiceField
                name="dialect"
                at="/dialect"
                label={words.dialect}
                hint={words.dialectHint}
                options={Object.entries(texts.dialects).map(([value, label]) => ({ value, label }))}
              />
            )}
          </Fields>
          <CredentialFields isNew={isNew} values={values} />
          <WebhookFields isNew={isNew} values={values} />
          <Fields title={words.contact} note={words.contactNote}>
            <TextField name="contact:name" at="/contact/name" label={words.contactName} />
            <TextField name="contact:phone" at="/contact/phone" type="tel" label={words.phone} />
            <TextField name="contact:email" at="/contact/email" type="email" label={words.email} />
            <AreaField name="contact:note" at="/contact/note" label={words.note} hint={words.noteHint} />
          </Fields>
          <Fields title={words.limits} note={words.limitsNote}>
            <TextField
              name="max_concurrency"
              at="/limits/max_concurrency"
              label={words.atOnce}
              hint={words.atOnceHint}
            />
            <TextField
              name="requests_per_second"
              at="/limits/requests_per_second"
              label={words.perSecond}
              hint={words.noLimit}
            />
            <TextField name="min_poll_seconds" at="/limits/min_poll_seconds" label={words.poll} hint={words.pollHint} />
          </Fields>
          <DeadlineFields title={words.deadlines} note={words.deadlinesNote} />
        </>
      )}
    </ApiForm>
  );
}

function CredentialFields({ isNew, values }: { isNew: boolean; values: FormValues }): ReactNode {
  const scheme = values['auth'];
  return (
    <Fields title={words.credential} note={isNew ? words.credentialNote : words.secretsNote}>
      <ChoiceField
        name="auth"
        at="/auth"
        label={words.credential}
        options={[
          ...(isNew ? [] : [{ value: KEEP, label: words.keep }]),
          { value: 'none', label: words.noCredential },
          { value: 'bearer', label: words.bearer },
          { value: 'header', label: words.header },
        ]}
      />
      {scheme === 'header' && (
        <TextField name="auth_header" at="/auth/header" label={words.headerName} placeholder="x-adcp-auth" />
      )}
      {(scheme === 'bearer' || scheme === 'header') && (
        <SecretField name="auth_token" at="/auth/token" label={words.token} hint={words.tokenHint} isRequired />
      )}
    </Fields>
  );
}
