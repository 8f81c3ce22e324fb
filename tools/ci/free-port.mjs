// @ts-check
// Prints a port of loopback that is free.
import { freePort } from '../shared/free-port.mjs';

console.log(await freePort());
