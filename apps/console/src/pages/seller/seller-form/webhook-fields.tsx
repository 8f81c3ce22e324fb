import type { ReactNode } from 'react';
import type { FormValues } from '../../../parts/api-form';
import { AreaField, ChoiceField, Fields, SecretField, TextField } from '../../../parts/form-fields';
import { texts } from '../../../texts';
import { KEEP } from './seller-fields';

const words = texts.sellerForm;

/** How the publisher proves that a webhook is its own. */
export function WebhookFields({ isNew, values }: { isNew: boolean; values: FormValues }): ReactNode {
  const mode = values['webhooks'];
  return (
    <Fields title={words.webhooks} note={isNew ? words.webhooksNote : words.secretsNote}>
      <ChoiceField
        name="webhooks"
        at="/webhooks/mode"
        label={words.mode}
        options={[
          ...(isNew ? [] : [{ value: KEEP, label: words.keep }]),
          ...Object.entries(texts.seller.modes).map(([value, label]) => ({ value, label })),
        ]}
      />
      {(mode === 'hmac' || mode === 'bearer') && (
        <>
          <SecretField
            name="secret"
            at="/webhooks/secret"
            label={words.secret}
            hint={isNew ? words.secretHint : words.secretKept}
            isRequired={isNew}
          />
          {!isNew && (
            <ChoiceField
              name="secret_grace"
              at="/webhooks/secret_grace"
              label={words.grace}
              options={[
                { value: '', label: words.graces.day },
                { value: 'P7D', label: words.graces.week },
                { value: 'PT0S', label: words.graces.none },
              ]}
            />
          )}
        </>
      )}
      {mode === 'rfc9421' && <KeyFields values={values} />}
    </Fields>
  );
}

function KeyFields({ values }: { values: FormValues }): ReactNode {
  const source = values['keys_from'] ?? 'jwks_uri';
  return (
    <>
      <ChoiceField
        name="keys_from"
        at="/webhooks/keys_from"
        label={words.keysFrom}
        options={Object.entries(words.keySources).map(([value, label]) => ({ value, label }))}
      />
      {source === 'jwks' ? (
        <AreaField name="keys" at="/webhooks/jwks" label={words.keys} hint={words.keysHint} />
      ) : (
        <TextField name="keys" at={`/webhooks/${source}`} type="url" label={words.keysAddress} isRequired />
      )}
      <TextField name="revocation_uri" at="/webhooks/revocation_uri" type="url" label={words.revocation} />
      <ChoiceField
        name="profile"
        at="/webhooks/profile"
        label={words.profile}
        options={[
          { value: '', label: '3.0' },
          { value: '3.1', label: words.profile31 },
        ]}
      />
    </>
  );
}
