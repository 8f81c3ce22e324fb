import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { client, dataOf } from '../../api/client';
import { keys } from '../../api/keys';
import { healthQuery } from '../../api/seller-health';
import type { Seller } from '../../api/types';
import { Answer } from '../../parts/answer';
import { CopyId } from '../../parts/copy-id';
import { Page, Section } from '../../parts/page';
import { useUrlState } from '../../parts/use-url-state';
import { useMay } from '../../session/me';
import { texts } from '../../texts';
import { Agreed } from './agreed';
import { ApprovalTimes } from './approval-times';
import { Calls } from './calls';
import { Orphans } from './orphans';
import { Problems } from './problems';
import { Probe } from './probe';
import { EditSeller } from './seller-form/edit-seller';
import { SellerActions } from './seller-actions';
import classes from './seller-page.module.css';
import { Work } from './work';
import { WhomToCall } from './whom-to-call';

const words = texts.seller;

/** One publisher: how it is, whom to call, what is agreed, and what waits for it. */
export default function SellerPage(): ReactNode {
  const { id = '' }: Record<string, string> = useParams({ strict: false });
  const [{ form }] = useUrlState();
  const may = useMay();
  const seller = useQuery({
    queryKey: keys.sellers.one(id),
    queryFn: () => dataOf(client.GET('/v1/sellers/{id}', { params: { path: { id } } })),
  });
  if (seller.data === undefined) {
    return (
      <Page title={texts.sellers.title}>
        <Answer of={seller} lines={8}>
          {() => null}
        </Answer>
      </Page>
    );
  }
  return form === 'edit' && may('admin') ? <EditSeller seller={seller.data} /> : <Told seller={seller.data} />;
}

function Told({ seller }: { seller: Seller }): ReactNode {
  const health = useQuery(healthQuery(seller.id));
  return (
    <Page
      title={seller.name}
      note={
        <>
          <CopyId id={seller.id} /> · {texts.dialects[seller.dialect]}
        </>
      }
      actions={<SellerActions seller={seller} />}
    >
      <Answer of={health}>{({ problems }) => <Problems seller={seller} problems={problems} />}</Answer>
      <Probe seller={seller} />
      <div className={classes.parts}>
        <div>
          <Section title={words.contact}>
            <WhomToCall seller={seller} />
          </Section>
          <Section title={words.work}>
            <Work seller={seller} health={health.data} />
          </Section>
          <Orphans seller={seller} />
        </div>
        <div>
          {health.data !== undefined && (
            <>
              <Section title={words.approvals}>
                <ApprovalTimes times={health.data.approval_times} />
              </Section>
              <Section title={words.calls}>
                <Calls health={health.data} />
              </Section>
            </>
          )}
          <Section title={words.agreed}>
            <Agreed seller={seller} />
          </Section>
        </div>
      </div>
    </Page>
  );
}
