import type { ReadOperation, Schemas, Seller } from '../../../api/types';

/** What every question about an operation is asked with. */
export interface ActProps {
  /** As it is now. The dialog keeps the version that was there when it opened. */
  operation: ReadOperation;
  seller: Seller | undefined;
  sellerName: string;
  close: () => void;
  /** @param acted the operation, or the new one that a repetition made */
  onDone: (acted: Schemas['ActedOperation']) => void;
}
