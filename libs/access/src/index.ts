export * from './api-key';
export * from './bootstrap';
export * from './credentials';
export * from './api-key-directory';
export * from './failed-keys';
export * from './principal';
export * from './role';
export * from './session-directory';
