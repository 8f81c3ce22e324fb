// Loaded with --require into processes that we run but did not write. Whatever interface they ask for, their servers
// listen on 127.0.0.1 only. Sockets that are not TCP ports (pipes, inherited handles) are left as they are.
'use strict';

const { Server } = require('node:net');

const loopback = '127.0.0.1';
const listen = Server.prototype.listen;

/** `listen(port, [host], [backlog], [callback])`, with the port given as a number or as a numeric string. */
function isPort(value) {
  return typeof value === 'number' || (typeof value === 'string' && /^\d+$/.test(value));
}

Server.prototype.listen = function listenOnLoopback(first, ...rest) {
  if (isPort(first)) {
    const positional = typeof rest[0] === 'string' ? rest.slice(1) : rest;
    return listen.call(this, first, loopback, ...positional);
  }
  if (typeof first === 'object' && first !== null && first.port !== undefined) {
    return listen.call(this, { ...first, host: loopback, ipv6Only: undefined }, ...rest);
  }
  if (first === undefined || first === null || typeof first === 'function') {
    const callback = typeof first === 'function' ? [first] : rest;
    return listen.call(this, 0, loopback, ...callback);
  }
  return listen.call(this, first, ...rest);
};
