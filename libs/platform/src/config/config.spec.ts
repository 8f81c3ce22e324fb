import { randomBytes } from 'node:crypto';
import { EnvironmentInvalidError, parseEnvironment, parseEnvironmentWithoutSecrets } from './config';
import { describeConfig, keyIdOf } from './describe-config';

const key = randomBytes(32);
const least = {
  DATABASE_URL: 'postgres://desk:hunter2@db.internal:5432/adcp',
  CREDENTIALS_KEY: key.toString('base64'),
};

function problemsOf(env: NodeJS.ProcessEnv): Record<string, string> {
  try {
    parseEnvironment(env);
  } catch (error) {
    if (error instanceof EnvironmentInvalidError) {
      return Object.fromEntries(error.problems.map(({ variable, problem }) => [variable, problem]));
    }
    throw error;
  }
  return {};
}

describe('the environment', () => {
  it('needs only a database and the credentials key, and has the documented defaults', () => {
    expect(parseEnvironment(least)).toEqual({
      databaseUrl: least.DATABASE_URL,
      directDatabaseUrl: least.DATABASE_URL,
      throughPooler: false,
      redisUrl: null,
      dataDir: '.data',
      host: '127.0.0.1',
      port: 3000,
      internalPort: 0,
      publicUrl: null,
      webhookUrl: null,
      mail: null,
      bootstrapApiKey: null,
      credentialsKey: key,
      previousCredentialsKeys: [],
      allowPrivateNetworks: false,
      egressProxyUrl: null,
      oidc: null,
      signInLinks: false,
      boardEnabled: true,
      boardWrites: false,
      trustedProxies: [],
      logLevel: 'info',
      nodeEnv: 'development',
      tracing: null,
      timings: {
        pollInitialSeconds: 30,
        pollFactor: 1.5,
        pollMaxSeconds: 300,
        pollWithWebhookSeconds: 120,
        lateWatchSeconds: 3600,
        resendLongSeconds: 300,
      },
      sweepSeconds: 5,
      leaseSeconds: 60,
      callTimeoutSeconds: 30,
      maxAnswerBytes: 4_194_304,
      maxEventStreams: 2_000,
      maxEventStreamsPerTenant: 1_000,
      reconcileSeconds: 3600,
    });
  });

  it('names every wrong variable at once, with the way out', () => {
    const problems = problemsOf({
      DATABASE_URL: 'mysql://db/adcp',
      REDIS_URL: 'redis',
      PORT: '70000',
      INTERNAL_PORT: 'any',
      BOOTSTRAP_API_KEY: 'short',
      CREDENTIALS_KEY: 'bm90IDMyIGJ5dGVz',
      ALLOW_PRIVATE_NETWORKS: 'yes',
      BOARD_WRITES: 'true',
      TRUSTED_PROXIES: '10.0.0.0/8, the gateway',
      POLL_FACTOR: '0.5',
      SWEEP_SECONDS: '-1',
    });
    expect(Object.keys(problems).sort()).toEqual([
      'ALLOW_PRIVATE_NETWORKS',
      'BOARD_WRITES',
      'BOOTSTRAP_API_KEY',
      'CREDENTIALS_KEY',
      'DATABASE_URL',
      'INTERNAL_PORT',
      'POLL_FACTOR',
      'PORT',
      'REDIS_URL',
      'SWEEP_SECONDS',
      'TRUSTED_PROXIES',
    ]);
    expect(problems.CREDENTIALS_KEY).toContain('openssl rand -base64 32');
    expect(problems.SWEEP_SECONDS).toContain('a number of seconds');
  });

  it('takes a mail server only with a sender, and a sender only with a server', () => {
    const SMTP_URL = 'smtps://desk:hunter2@mail.example.com';
    const MAIL_FROM = 'Desk <desk@example.com>';
    const config = parseEnvironment({ ...least, SMTP_URL, MAIL_FROM });
    expect(config.mail).toEqual({ smtpUrl: SMTP_URL, from: MAIL_FROM });
    expect(JSON.stringify(describeConfig(config))).not.toContain('hunter2');
    expect(problemsOf({ ...least, SMTP_URL })).toEqual({ MAIL_FROM: expect.stringContaining('is missing') as string });
    expect(problemsOf({ ...least, MAIL_FROM })).toEqual({ SMTP_URL: expect.stringContaining('is missing') as string });
    expect(problemsOf({ ...least, SMTP_URL: 'mail.example.com', MAIL_FROM: 'Desk' })).toEqual({
      SMTP_URL: expect.stringContaining('smtp://') as string,
      MAIL_FROM: expect.stringContaining('must be a mail address') as string,
    });
  });

  it('takes an OpenID provider only whole, with the address that people come back to, and over https', () => {
    const whole = {
      ...least,
      PUBLIC_URL: 'https://desk.example',
      OIDC_ISSUER: 'https://login.example',
      OIDC_CLIENT_ID: 'desk',
      OIDC_CLIENT_SECRET: 'hunter2',
    };
    const config = parseEnvironment(whole);
    expect(config.oidc).toEqual({
      issuer: 'https://login.example',
      clientId: 'desk',
      clientSecret: 'hunter2',
      roleClaim: 'role',
      tenantClaim: 'tenant',
    });
    expect(JSON.stringify(describeConfig(config))).not.toContain('hunter2');
    expect(Object.keys(problemsOf({ ...least, OIDC_CLIENT_ID: 'desk' })).sort()).toEqual([
      'OIDC_CLIENT_SECRET',
      'OIDC_ISSUER',
      'PUBLIC_URL',
    ]);
    expect(problemsOf({ ...whole, OIDC_ISSUER: 'http://login.example' }).OIDC_ISSUER).toContain('https://');
  });

  it('traces where a collector is named, checks how, and keeps what the collector wants to see to itself', () => {
    const OTEL_EXPORTER_OTLP_ENDPOINT = 'http://user:hunter2@collector:4318';
    const more = {
      OTEL_SERVICE_NAME: 'desk',
      OTEL_TRACES_SAMPLER: 'traceidratio',
      OTEL_TRACES_SAMPLER_ARG: '0.1',
      OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20hunter3',
    };
    expect(parseEnvironment({ ...least, ...more }).tracing).toBeNull();
    expect(parseEnvironment({ ...least, OTEL_EXPORTER_OTLP_ENDPOINT }).tracing).toEqual({
      endpoint: OTEL_EXPORTER_OTLP_ENDPOINT,
      serviceName: null,
      sampler: 'parentbased_always_on',
      samplerRatio: 1,
    });
    const config = parseEnvironment({ ...least, ...more, OTEL_EXPORTER_OTLP_ENDPOINT });
    expect(config.tracing).toMatchObject({ serviceName: 'desk', sampler: 'traceidratio', samplerRatio: 0.1 });
    expect(JSON.stringify(describeConfig(config))).not.toMatch(/hunter[23]/);
    const wrong = {
      OTEL_TRACES_SAMPLER: 'some',
      OTEL_TRACES_SAMPLER_ARG: '2',
      OTEL_EXPORTER_OTLP_PROTOCOL: 'xml',
      OTEL_EXPORTER_OTLP_HEADERS: 'secret',
      OTEL_RESOURCE_ATTRIBUTES: 'production',
    };
    expect(Object.keys(problemsOf({ ...least, ...wrong })).sort()).toEqual(Object.keys(wrong).sort());
    expect(problemsOf({ ...least, ...wrong }).OTEL_EXPORTER_OTLP_HEADERS).not.toContain('"secret"');
  });

  it('asks for a missing database and a missing key in one go', () => {
    const problems = problemsOf({});
    expect(problems.DATABASE_URL).toContain('npm start');
    expect(problems.CREDENTIALS_KEY).toContain('is missing');
  });

  it('takes an empty value as not given', () => {
    expect(parseEnvironment({ ...least, REDIS_URL: '', OTEL_EXPORTER_OTLP_ENDPOINT: '' }).redisUrl).toBeNull();
    expect(problemsOf({ ...least, CREDENTIALS_KEY: '' })).toHaveProperty('CREDENTIALS_KEY');
  });

  it('refuses a key that is base64 only in parts', () => {
    expect(problemsOf({ ...least, CREDENTIALS_KEY: `${least.CREDENTIALS_KEY} ` })).toHaveProperty('CREDENTIALS_KEY');
  });

  it('takes several keys that only open, with or without spaces between them', () => {
    const [one, two] = [randomBytes(32), randomBytes(32)];
    const given = `${one.toString('base64')}, ${two.toString('base64')},`;
    expect(parseEnvironment({ ...least, CREDENTIALS_KEY_PREVIOUS: given }).previousCredentialsKeys).toEqual([one, two]);
    const problems = problemsOf({ ...least, CREDENTIALS_KEY_PREVIOUS: `${given}c2hvcnQ=` });
    expect(problems.CREDENTIALS_KEY_PREVIOUS).toContain('32 bytes in base64');
  });

  it('lets the migrator run without the key', () => {
    expect(parseEnvironmentWithoutSecrets({ DATABASE_URL: least.DATABASE_URL }).credentialsKey).toBeNull();
  });

  it('takes a proxy for what goes out, but not beside private networks, which it could not reach', () => {
    const EGRESS_PROXY_URL = 'http://desk:hunter2@proxy.example:3128';
    const config = parseEnvironment({ ...least, EGRESS_PROXY_URL });
    expect(config.egressProxyUrl).toBe(EGRESS_PROXY_URL);
    expect(JSON.stringify(describeConfig(config))).not.toContain('hunter2');
    expect(problemsOf({ ...least, EGRESS_PROXY_URL, ALLOW_PRIVATE_NETWORKS: '1' })).toHaveProperty('EGRESS_PROXY_URL');
    expect(problemsOf({ ...least, EGRESS_PROXY_URL: 'https://proxy.example' })).toHaveProperty('EGRESS_PROXY_URL');
  });

  it('takes fractions of seconds, for tests that cannot wait', () => {
    expect(parseEnvironment({ ...least, SWEEP_SECONDS: '0.2' }).sweepSeconds).toBe(0.2);
  });

  it('takes a limit for answers in bytes, within bounds that make sense', () => {
    expect(parseEnvironment({ ...least, MAX_ANSWER_BYTES: '65536' }).maxAnswerBytes).toBe(65_536);
    expect(parseEnvironment({ ...least, MAX_ANSWER_BYTES: '33554432' }).maxAnswerBytes).toBe(33_554_432);
    for (const wrong of ['4MB', '0', '65535', '33554433', '-1', '100000.5']) {
      expect(problemsOf({ ...least, MAX_ANSWER_BYTES: wrong })).toEqual({
        MAX_ANSWER_BYTES: 'must be a whole number of bytes from 65536 to 33554432, such as 4194304 for 4 MiB',
      });
    }
  });

  it('drops the slash at the end of the public URL', () => {
    expect(parseEnvironment({ ...least, PUBLIC_URL: 'https://desk.example/' }).publicUrl).toBe('https://desk.example');
  });

  it('gives sellers the public URL, or another one that is for webhooks alone', () => {
    const both = { ...least, PUBLIC_URL: 'https://desk.example', WEBHOOK_URL: 'https://hooks.desk.example/' };
    expect(parseEnvironment({ ...least, PUBLIC_URL: 'https://desk.example/' }).webhookUrl).toBe('https://desk.example');
    expect(parseEnvironment(both)).toMatchObject({
      publicUrl: 'https://desk.example',
      webhookUrl: 'https://hooks.desk.example',
    });
    expect(problemsOf({ ...least, WEBHOOK_URL: 'hooks.desk.example' })).toHaveProperty('WEBHOOK_URL');
  });

  it('can be printed without its secrets', () => {
    const old = randomBytes(32);
    const printed = JSON.stringify(
      describeConfig(
        parseEnvironment({
          ...least,
          BOOTSTRAP_API_KEY: 'k'.repeat(32),
          REDIS_URL: 'redis://:pass@r:6379',
          CREDENTIALS_KEY_PREVIOUS: old.toString('base64'),
        }),
      ),
    );
    expect(printed).toContain('db.internal:5432');
    expect(printed).toContain(keyIdOf(old));
    const keys = [least.CREDENTIALS_KEY, old.toString('base64'), JSON.stringify(old)];
    for (const secret of ['hunter2', 'pass@', 'kkkk', ...keys]) expect(printed).not.toContain(secret);
  });
});
