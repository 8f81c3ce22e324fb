export {};
export * from './credentials/open-seller';
