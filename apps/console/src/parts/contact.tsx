import type { ReactNode } from 'react';
import type { Seller } from '../api/types';
import { mailAddress, phoneAddress } from './contact-address';

/** Whom one asks at a publisher. */
export function Contact({ of: contact }: { of: Seller['contact'] }): ReactNode {
  if (contact === null) return null;
  const { name, email, phone, note } = contact;
  const ways: ReactNode[] = [
    name,
    phone && (
      <a key="phone" href={phoneAddress(phone)}>
        {phone}
      </a>
    ),
    email && (
      <a key="email" href={mailAddress(email)}>
        {email}
      </a>
    ),
    note,
  ].filter((way) => way !== null && way !== '');
  return ways.map((way, index) => (
    <span key={index}>
      {index > 0 && ' · '}
      {way}
    </span>
  ));
}
