/** @returns the address that calls a telephone number, however it was written */
export function phoneAddress(phone: string): string {
  return `tel:${phone.replaceAll(/[^+\d]/g, '')}`;
}

/** @returns the address that begins a mail. Encoded, so that no part of it is taken for a further recipient. */
export function mailAddress(email: string, text?: { subject: string; body: string }): string {
  const to = `mailto:${encodeURIComponent(email)}`;
  if (text === undefined) return to;
  return `${to}?subject=${encodeURIComponent(text.subject)}&body=${encodeURIComponent(text.body)}`;
}
