export * from './credentials/open-seller';
export * from './dialect/seller-unavailable';
export * from './dialects';
export * from './directory/seller-directory';
export * from './directory/sellers-module';
export * from './faults';
export * from './mcp/mcp-sessions';
export type { ToolAnswer, ToolReply } from './mcp/tool-reply';
