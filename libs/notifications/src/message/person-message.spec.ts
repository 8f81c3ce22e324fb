import { eventTypes } from '@adcp-orchestrator/domain';
import { htmlBody, textBody } from '../email/mail-body';
import { slackBody } from '../slack/blocks';
import { personMessage } from './person-message';

const now = new Date('2026-03-01T10:00:00Z');
const operationId = '0190a1b2-0000-7000-8000-000000000001';
const payload = {
  id: 'evt_1',
  operation_id: operationId,
  operation_type: 'create_media_buy',
  user_id: 'ana@desk',
  message: 'Your media buy requires publisher approval',
  estimated_time: 'usually 12 min, at most 3 h in nine of ten cases',
  media_buy_id: 'mb_7',
  operation: {
    status: 'pending_approval',
    seller_id: 'acme',
    po_number: 'PO-1',
    deadline_at: '2026-03-02T09:00:00.000Z',
    summary: { total_budget: { amount: 25_000.5, currency: 'USD' } },
    attention: null,
  },
};
const notification = {
  eventId: 'evt_1',
  eventType: 'operation.pending_approval',
  payload,
  sellerName: 'Acme Media',
};

describe('a message to a person', () => {
  it('names the buy, the money, the publisher, and what to do', () => {
    const message = personMessage(notification, 'https://desk.example', now);
    expect(message.title).toBe('Acme Media · create media buy · PO-1 · waits for the publisher');
    expect(message.whatToDo).toMatch(/^Nothing\./);
    expect(message.link).toBe(`https://desk.example/operations/${operationId}`);
    expect(Object.fromEntries(message.facts.map(({ label, value }) => [label, value]))).toMatchObject({
      Publisher: 'Acme Media',
      Request: 'create media buy',
      'Purchase order': 'PO-1',
      'Media buy': 'mb_7',
      Money: '25,000.5 USD',
      'Asked for by': 'ana@desk',
    });
  });

  it('names an estimate that is not of this publisher, and says when one has passed', () => {
    const usual = (source: string, p90: string) =>
      personMessage(
        {
          ...notification,
          payload: {
            ...payload,
            estimated_time: '2-4 hours',
            estimated_time_source: source,
            operation: { ...payload.operation, estimated_completion: { p50: null, p90, source } },
          },
        },
        null,
        now,
      ).facts.find(({ label }) => label === 'Usual time to approve')?.value;
    expect(usual('history', '2026-03-01T10:00:01.000Z')).toBe('2-4 hours');
    expect(usual('default', '2026-03-01T10:00:01.000Z')).toBe(
      '2-4 hours (a general estimate, as this publisher has no history here yet)',
    );
    expect(usual('history', '2026-03-01T10:00:00.000Z')).toBe(
      '2-4 hours; this time has passed: an answer was expected by 2026-03-01 10:00 UTC',
    );
  });

  it("says the operation's own advice when a person is needed", () => {
    const operation = { ...payload.operation, attention: { reason: 'in_doubt', what_to_do: 'Ask acme for PO-1.' } };
    expect(personMessage({ ...notification, payload: { ...payload, operation } }, null, now).whatToDo).toBe(
      'Ask acme for PO-1.',
    );
  });

  it.each(eventTypes)('has words for %s, also when the event holds next to nothing', (eventType) => {
    const message = personMessage({ eventId: 'e', eventType, payload: {}, sellerName: null }, null, now);
    expect(message.title).not.toContain(eventType);
    expect(message).toMatchObject({ link: null, thread: null, whatToDo: expect.stringMatching(/\.$/) as string });
  });

  it('gives a text of the seller no line, no markup and no room of its own', () => {
    const nasty = 'x\r\nBcc: all@desk.example\u2028<b>&"<!channel>';
    const message = personMessage(
      {
        ...notification,
        sellerName: nasty,
        payload: { ...payload, message: `${nasty}${'long '.repeat(2_000)}` },
      },
      'https://desk.example',
      now,
    );
    expect(message.title).not.toMatch(/[\r\n\u2028]/);
    expect(message.text.length).toBeLessThanOrEqual(2_000);
    expect(htmlBody(message)).not.toMatch(/<b>|<!channel>/);
    const slack = slackBody(message);
    const marked = JSON.stringify(slack, (_key, value: { type?: string } | string) =>
      typeof value === 'object' && value.type === 'plain_text' ? null : value,
    );
    expect(marked).toContain('&lt;!channel&gt;');
    expect(marked).not.toContain('<!channel>');
  });
});

describe('its forms', () => {
  const message = personMessage(notification, 'https://desk.example', now);

  it('are text that lines up', () => {
    expect(textBody(message)).toContain('Publisher:             Acme Media\n');
    expect(textBody(message)).toContain(`Open the operation: https://desk.example/operations/${operationId}`);
  });

  it('have no link at all where the address of this service is not known', () => {
    const without = personMessage(notification, null, now);
    expect(textBody(without)).not.toMatch(/https?:|null/);
    expect(htmlBody(without)).not.toMatch(/href|https?:|null/);
    expect(JSON.stringify(slackBody(without))).not.toMatch(/https?:|"url"/);
  });

  it('are blocks within the limits of Slack, with a button that opens the operation', () => {
    const blocks = slackBody(message).blocks as { type: string; fields?: object[]; elements?: object[] }[];
    expect(blocks.map(({ type }) => type)).toEqual(['header', 'section', 'section', 'section', 'actions']);
    expect(blocks[3]!.fields!.length).toBeLessThanOrEqual(10);
    expect(blocks[4]!.elements).toMatchObject([
      { type: 'button', url: `https://desk.example/operations/${operationId}` },
    ]);
    const without = slackBody(personMessage(notification, null, now)).blocks as { type: string }[];
    expect(without.map(({ type }) => type)).not.toContain('actions');
  });
});

describe('a digest', () => {
  const nasty = '<b>|x>\n<!channel>';
  const item = (part: string, title: string) => ({
    part,
    type: 'operation.created',
    operation_id: operationId,
    operation_type: 'create_media_buy',
    seller_id: 'acme',
    po_number: title,
    summary: { total_budget: { amount: 1_000, currency: 'EUR' } },
    message: nasty,
  });
  const digest = {
    eventId: 'evt_2',
    eventType: 'subscription.digest',
    payload: {
      message: '1 needs you, 2 ended',
      since: '2026-03-01T08:00:00.000Z',
      needs_you: 1,
      more: 7,
      items: [item('needs_you', 'PO-1'), item('ended', nasty), item('ended', 'PO-3')],
    },
    sellerName: null,
  };

  it('names each with publisher, money and a link, under a heading for each part', () => {
    const message = personMessage(digest, 'https://desk.example', now);
    expect(message.items.map(({ heading }) => heading)).toEqual(['Needs you', 'Ended', null]);
    expect(message.items[0]).toMatchObject({
      title: 'acme · create media buy · PO-1 · 1,000 EUR · booked',
      link: `https://desk.example/operations/${operationId}`,
    });
    expect(message).toMatchObject({ more: 'and 7 more', link: 'https://desk.example/attention' });
    const without = personMessage(digest, null, now);
    expect(textBody(without) + htmlBody(without) + JSON.stringify(slackBody(without))).not.toMatch(/https?:/);
  });

  it('gives texts of sellers no markup, in any form', () => {
    const message = personMessage(digest, 'https://desk.example', now);
    expect(htmlBody(message)).not.toMatch(/<b>|<!channel>/);
    expect(JSON.stringify(slackBody(message))).not.toContain('<!channel>');
    const links = JSON.stringify(slackBody(message)).match(/<https[^|]*\|[^>]*>/g) ?? [];
    expect(links).toHaveLength(3);
    for (const link of links) expect(link.split('|')).toHaveLength(2);
    expect(
      (slackBody({ ...message, items: Array.from({ length: 25 }, () => message.items[0]!) }).blocks as []).length,
    ).toBeLessThan(50);
  });
});
