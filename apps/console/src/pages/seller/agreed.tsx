import type { ReactNode } from 'react';
import type { Seller } from '../../api/types';
import { CopyId } from '../../parts/copy-id';
import { Facts } from '../../parts/facts';
import { When } from '../../parts/when';
import { texts } from '../../texts';
import { isoDurationText } from '../../parts/iso-duration';

const words = texts.seller;

/** What is agreed with the publisher. Secrets are never shown: only that there is one. */
export function Agreed({ seller }: { seller: Seller }): ReactNode {
  const { auth, webhooks, webhook_urls: urls, limits, deadlines, capabilities } = seller;
  const hasWebhooks = webhooks.mode !== 'none';
  const keysFrom =
    webhooks.jwks_uri ?? webhooks.brand_json_url ?? (webhooks.jwks && words.pinned(webhooks.jwks.keys.length));
  return (
    <Facts
      facts={[
        [words.fields.agentUrl, <CopyId key="url" id={seller.agent_url} />],
        [words.fields.dialect, texts.dialects[seller.dialect]],
        [words.fields.credential, credentialText(auth)],
        [words.fields.webhooks, words.modes[webhooks.mode]],
        [words.fields.secret, webhooks.has_secret && words.isSet],
        [words.fields.keys, hasWebhooks && keysFrom],
        [
          words.fields.previousSecret,
          webhooks.previous_secret_until && <When key="until" at={webhooks.previous_secret_until} />,
        ],
        [
          words.fields.webhookUrl,
          hasWebhooks && (
            <CopyId
              key="hook"
              id={seller.dialect === 'hitl-v1' ? urls.hitl_tasks : urls.adcp}
              shown={words.copyAddress}
            />
          ),
        ],
        [words.fields.limits, limitsText(limits)],
        [words.fields.deadlines, deadlinesText(deadlines)],
        [
          words.fields.tools,
          capabilities && capabilities.tools.length > 0 && (
            <details key="tools">
              <summary>{words.toolCount(capabilities.tools.length)}</summary>
              {capabilities.tools.join(', ')}
            </details>
          ),
        ],
        [words.fields.added, <When key="added" at={seller.created_at} />],
        [words.fields.changed, <When key="changed" at={seller.updated_at} />],
      ]}
    />
  );
}

function credentialText(auth: Seller['auth']): string {
  if (auth?.has_credential !== true) return words.noCredential;
  return auth.scheme === 'bearer' ? words.bearerSet : words.headerSet(auth.header ?? '');
}

function limitsText({
  max_concurrency: calls,
  requests_per_second: rate,
  min_poll_seconds: poll,
}: Seller['limits']): string {
  return [
    words.atOnce(calls),
    ...(rate === null ? [] : [words.perSecond(rate)]),
    ...(poll === null ? [] : [words.pollEvery(poll)]),
  ].join(', ');
}

function deadlinesText(deadlines: Seller['deadlines']): string {
  const set = Object.entries(deadlines).map(
    ([type, duration]) => `${texts.operationType[type] ?? type}: ${isoDurationText(duration)}`,
  );
  return set.length === 0 ? words.defaultDeadlines : set.join(', ');
}
