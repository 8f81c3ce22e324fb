/** Operations are found by these fields of a request. Intake refuses longer ones, and so do the schemas that it shows. */
export const MAX_PO_NUMBER_CHARACTERS = 128;
export const MAX_BUYER_REF_CHARACTERS = 512;
