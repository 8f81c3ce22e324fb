import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { eventText } from '../../api/subscriptions';
import { sellersQuery } from '../../api/sellers';
import { ApiForm, type FormValues } from '../../parts/api-form';
import { ChoiceField, Fields, FlagField, ManyField, TextField } from '../../parts/form-fields';
import { texts } from '../../texts';

const words = texts.subscriptionForm;
const DIGEST = 'subscription.digest';
const events = Object.keys(texts.events)
  .filter((type) => type !== DIGEST)
  .map((value) => ({ value, label: eventText(value) }));

interface SubscriptionFormProps<T> {
  start: FormValues;
  isNew: boolean;
  submit: string;
  act: (values: FormValues) => Promise<T>;
  onDone: (answer: T) => void;
  cancel: () => void;
}

/** Who is told what, when, and by which way. */
export function SubscriptionForm<T>({ isNew, ...form }: SubscriptionFormProps<T>): ReactNode {
  const { data: sellers } = useQuery(sellersQuery);
  return (
    <ApiForm {...form}>
      {({ channel = 'webhook', every = '', quiet = '' }) => (
        <>
          <Fields title={words.who}>
            {isNew && (
              <ChoiceField
                name="channel"
                at="/channel"
                label={words.channel}
                options={Object.entries(texts.channels).map(([value, label]) => ({ value, label }))}
              />
            )}
            {channel === 'email' ? (
              <TextField name="to" at="/to" type="email" label={words.to} isRequired />
            ) : (
              <TextField
                name="url"
                at="/url"
                type="url"
                label={channel === 'slack' ? words.slackUrl : words.url}
                hint={channel !== 'slack' ? words.urlHint : isNew ? words.slackHint : words.slackKept}
                isRequired={isNew}
              />
            )}
            <TextField name="description" at="/description" label={words.description} hint={words.descriptionHint} />
          </Fields>
          <Fields title={words.what}>
            <ManyField name="events" at="/events" label={words.events} hint={words.eventsHint} options={events} />
            <ChoiceField
              name="seller_id"
              at="/seller_id"
              label={words.seller}
              options={[
                { value: '', label: words.everySeller },
                ...(sellers?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
              ]}
            />
            <TextField name="user_id" at="/user_id" label={words.user} hint={words.userHint} />
          </Fields>
          <Fields title={words.when}>
            {channel !== 'webhook' && (
              <>
                <ChoiceField
                  name="every"
                  at="/digest"
                  label={words.rhythm}
                  options={Object.entries(words.rhythms).map(([value, label]) => ({
                    value: value === 'once' ? '' : value,
                    label,
                  }))}
                />
                {every === 'daily' && <TextField name="at" at="/digest/at" type="time" label={words.at} />}
                {every !== '' && (
                  <>
                    <TextField name="digest_zone" at="/digest/time_zone" label={words.timeZone} />
                    <FlagField name="urgent" at="/digest/urgent" label={words.urgent} />
                  </>
                )}
              </>
            )}
            <FlagField name="quiet" at="/quiet_hours" label={words.quiet} hint={words.quietHint} />
            {quiet === 'yes' && (
              <>
                <TextField name="from" at="/quiet_hours/from" type="time" label={words.from} />
                <TextField name="until" at="/quiet_hours/to" type="time" label={words.until} />
                <TextField name="time_zone" at="/quiet_hours/time_zone" label={words.timeZone} />
              </>
            )}
          </Fields>
        </>
      )}
    </ApiForm>
  );
}

/** The reader's own zone: most people are told where they sit. */
export function ownTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
