import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Seller } from '../../api/types';
import { paths } from '../../app/paths';
import { mailAddress, phoneAddress } from '../../parts/contact-address';
import { Facts } from '../../parts/facts';
import { ForRole } from '../../session/me';
import { texts } from '../../texts';
import classes from './seller-page.module.css';

const words = texts.seller;

/** Whom people ask at the publisher. */
export function WhomToCall({ seller: { id, contact } }: { seller: Seller }): ReactNode {
  if (contact === null) {
    return (
      <p className={classes.words}>
        {words.noContact}{' '}
        <ForRole role="admin">
          <Link {...paths.editSeller(id)}>{words.addContact}</Link>
        </ForRole>
      </p>
    );
  }
  const { name, phone, email, note } = contact;
  return (
    <Facts
      facts={[
        [words.fields.contactName, name],
        [words.fields.phone, phone && <a href={phoneAddress(phone)}>{phone}</a>],
        [words.fields.email, email && <a href={mailAddress(email)}>{email}</a>],
        [words.fields.note, note],
      ]}
    />
  );
}
