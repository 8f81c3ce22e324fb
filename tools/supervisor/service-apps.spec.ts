import { serviceApps } from './service-apps';

describe('WORKERS', () => {
  it('puts the three workers into one process, unless told otherwise', () => {
    expect(serviceApps({})).toEqual(['intake-api', 'workers']);
    expect(serviceApps({ WORKERS: '' })).toEqual(['intake-api', 'workers']);
    expect(serviceApps({ WORKERS: 'together' })).toEqual(['intake-api', 'workers']);
  });

  it('gives each its process', () => {
    expect(serviceApps({ WORKERS: 'apart' })).toEqual(['intake-api', 'submitter', 'poller', 'notifier']);
  });

  it('is refused when it says something else', () => {
    expect(() => serviceApps({ WORKERS: 'alone' })).toThrow('WORKERS="alone" is no form of the workers.');
  });
});
