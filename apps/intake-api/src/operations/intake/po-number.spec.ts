import type { DialectName, OperationType } from '@adcp-orchestrator/domain';
import { numberRequest, poNumberErrors } from './po-number';

const body = (request: Record<string, string>, poNumber?: string, type: OperationType = 'create_media_buy') => ({
  type,
  seller_id: 'acme',
  request,
  ...(poNumber === undefined ? {} : { po_number: poNumber }),
});
const number = (settings: ReturnType<typeof body>, dialect: DialectName = 'hitl-v1') =>
  numberRequest(settings, dialect, 'ID');

describe('the po_number', () => {
  it("is the request's own", () => {
    expect(number(body({ po_number: 'A' }))).toEqual({
      hashed: { po_number: 'A' },
      request: { po_number: 'A' },
      poNumber: 'A',
    });
    expect(number(body({ po_number: 'A' }, 'A')).poNumber).toBe('A');
  });

  it('is copied from the envelope before hashing', () => {
    expect(number(body({ a: '1' }, 'A')).hashed).toEqual({ a: '1', po_number: 'A' });
  });

  it('is made from the id after hashing, for a hitl-v1 create alone', () => {
    expect(number(body({ a: '1' }))).toEqual({
      hashed: { a: '1' },
      request: { a: '1', po_number: 'PO-ID' },
      poNumber: 'PO-ID',
    });
    expect(number(body({ a: '1' }), 'adcp-v3')).toEqual({ hashed: { a: '1' }, request: { a: '1' }, poNumber: null });
    expect(number(body({ a: '1' }, undefined, 'update_media_buy')).poNumber).toBeNull();
  });

  it('is refused when the two differ, and outside a create when the envelope has one', () => {
    expect(poNumberErrors(body({ po_number: 'A' }, 'A'))).toEqual([]);
    expect(poNumberErrors(body({ po_number: 'A' }, 'B'))).toMatchObject([
      { pointer: '/po_number', detail: expect.stringContaining('must be equal') },
    ]);
    expect(poNumberErrors(body({}, 'A', 'update_media_buy'))).toMatchObject([
      { pointer: '/po_number', detail: expect.stringContaining('create_media_buy alone') },
    ]);
  });

  it('is refused when it cannot be stored or shown', () => {
    expect(poNumberErrors(body({ po_number: 'a\nb' }))).toMatchObject([{ pointer: '/request/po_number' }]);
    expect(poNumberErrors(body({ po_number: 'x'.repeat(129) }))).toMatchObject([{ limit: 128 }]);
  });

  it('never changes the request that it was given', () => {
    const request = Object.freeze({ a: '1' });
    number(body(request, 'A'));
    expect(request).toEqual({ a: '1' });
  });
});
