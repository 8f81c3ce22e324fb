import { IconMail, IconPhone } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Operation, Seller } from '../api/types';
import { paths } from '../app/paths';
import { useMay } from '../session/me';
import { texts } from '../texts';
import { mailAddress, phoneAddress } from './contact-address';
import { Money } from './money';
import { moneyText } from './format';
import classes from './seller-contact.module.css';

interface SellerContactProps {
  seller: Seller | undefined;
  /** The publisher's name. */
  name: string;
  /** What they are asked about: it stands in the mail already. */
  about?: Pick<Operation, 'po_number' | 'task_id' | 'id' | 'summary'>;
}

const words = texts.contact;

/** Whom one asks at a publisher, and with which number they find what is asked about. */
export function SellerContact({ seller, name, about }: SellerContactProps): ReactNode {
  const contact = seller?.contact ?? null;
  const may = useMay();
  const reference = about?.po_number ?? about?.task_id ?? null;
  return (
    <div className={classes.contact}>
      <strong className={classes.name}>
        {words.title(contact?.name ?? name, contact?.name == null ? null : name)}
      </strong>
      {contact?.phone != null && (
        <a href={phoneAddress(contact.phone)} className={classes.way}>
          <IconPhone size={15} aria-hidden /> {contact.phone}
        </a>
      )}
      {contact?.email != null && (
        <a href={mailAddress(contact.email, mailAbout(about))} className={classes.way}>
          <IconMail size={15} aria-hidden /> {contact.email}
        </a>
      )}
      {contact?.note != null && <p className={classes.note}>{contact.note}</p>}
      {contact === null && (
        <p className={classes.note}>
          {words.unknown}{' '}
          {may('admin') && seller !== undefined && <Link {...paths.seller(seller.id)}>{words.add}</Link>}
        </p>
      )}
      {about !== undefined && reference !== null && (
        <p className={classes.note}>
          {words.askFor} <strong>{reference}</strong>
          {about.summary.total_budget !== null && (
            <>
              , <Money of={about.summary.total_budget} />
            </>
          )}
        </p>
      )}
    </div>
  );
}

function mailAbout(about: SellerContactProps['about']): { subject: string; body: string } | undefined {
  const reference = about?.po_number ?? about?.task_id;
  if (about === undefined || reference == null) return undefined;
  const { total_budget: budget } = about.summary;
  const money = budget === null ? '' : moneyText(budget.amount, budget.currency);
  return { subject: words.subject(reference), body: words.body(reference, money) };
}
