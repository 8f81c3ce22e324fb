export * from './adcp-error';
export * from './fault-of-error';
export * from './fault-of-http';
export * from './fault-of-rpc';
export * from './fault-of-text';
export * from './finding-of-fault';
export * from './recovery-of-code';
export * from './seller-fault';
