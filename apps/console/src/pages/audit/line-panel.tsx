import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { type Place, paths } from '../../app/paths';
import { CopyId } from '../../parts/copy-id';
import { Facts } from '../../parts/facts';
import { JsonView } from '../../parts/json-view';
import { SidePanel } from '../../parts/side-panel';
import { Clock } from '../../parts/when';
import { texts } from '../../texts';
import { type AuditLine, kindText } from './columns';

const words = texts.audit;

/** One line, with all that is known of the change, and the way to what was changed. */
export function LinePanel({ line, close }: { line: AuditLine; close: () => void }): ReactNode {
  const { at, actor, kind, target, detail } = line;
  const place = placeOf(kind, target);
  return (
    <SidePanel title={`${actor.name} ${kindText(kind)}`} close={close}>
      <Facts
        facts={[
          [words.columns.at, <Clock key="at" at={at} />],
          [words.columns.actor, actor.name],
          [words.columns.kind, <code key="kind">{kind}</code>],
          [
            words.columns.target,
            place === null ? (
              <CopyId key="target" id={target} />
            ) : (
              <Link key="target" {...place}>
                {target}
              </Link>
            ),
          ],
        ]}
      />
      {Object.keys(detail).length === 0 ? (
        <p style={{ margin: 0 }}>{words.noDetail}</p>
      ) : (
        <JsonView value={detail} label={words.columns.detail} />
      )}
    </SidePanel>
  );
}

function placeOf(kind: string, target: string): Place | null {
  const [what] = kind.split('.');
  if (what === 'seller' && kind !== 'seller.deleted') return paths.seller(target);
  if (what === 'subscription' && kind !== 'subscription.deleted') return paths.subscription(target);
  if (what === 'delivery') return paths.delivery(target);
  return what === 'operation' ? paths.operation(target) : null;
}
