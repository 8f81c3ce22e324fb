import { eventTypes } from '@adcp-orchestrator/domain';
import { htmlBody, textBody } from '../email/mail-body';
import { slackBody } from '../slack/blocks';
import { personMessage } from './person-message';

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
    const message = personMessage(notification, 'https://desk.example');
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

  it("says the operation's own advice when a person is needed", () => {
    const operation = { ...payload.operation, attention: { reason: 'in_doubt', what_to_do: 'Ask acme for PO-1.' } };
    expect(personMessage({ ...notification, payload: { ...payload, operation } }, null).whatToDo).toBe(
      'Ask acme for PO-1.',
    );
  });

  it.each(eventTypes)('has words for %s, also when the event holds next to nothing', (eventType) => {
    const message = personMessage({ eventId: 'e', eventType, payload: {}, sellerName: null }, null);
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
  const message = personMessage(notification, 'https://desk.example');

  it('are text that lines up', () => {
    expect(textBody(message)).toContain('Publisher:             Acme Media\n');
    expect(textBody(message)).toContain(`Open the operation: https://desk.example/operations/${operationId}`);
  });

  it('are blocks within the limits of Slack, with a button that opens the operation', () => {
    const blocks = slackBody(message).blocks as { type: string; fields?: object[]; elements?: object[] }[];
    expect(blocks.map(({ type }) => type)).toEqual(['header', 'section', 'section', 'section', 'actions']);
    expect(blocks[3]!.fields!.length).toBeLessThanOrEqual(10);
    expect(blocks[4]!.elements).toMatchObject([
      { type: 'button', url: `https://desk.example/operations/${operationId}` },
    ]);
    const without = slackBody(personMessage(notification, null)).blocks as { type: string }[];
    expect(without.map(({ type }) => type)).not.toContain('actions');
  });
});
