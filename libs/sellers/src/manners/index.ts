export * from './call-book';
export * from './circuits';
export { heldBackAnswer } from './held-back';
export * from './rate-limits';
export * from './seller-manners';
