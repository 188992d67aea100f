/**
 * The few things of undici that the program uses, in place of its index, which loads every part: mocks, caches, event
 * streams, a second fetch. From the package itself, file by file.
 */
import connect from 'undici/lib/api/api-connect.js';
import request from 'undici/lib/api/api-request.js';
import Agent from 'undici/lib/dispatcher/agent.js';
import Dispatcher from 'undici/lib/dispatcher/dispatcher.js';
import EnvHttpProxyAgent from 'undici/lib/dispatcher/env-http-proxy-agent.js';
import { Headers } from 'undici/lib/web/fetch/headers.js';
import { Response } from 'undici/lib/web/fetch/response.js';
import { WebSocket } from 'undici/lib/web/websocket/websocket.js';

// As the index does for each of its methods; a proxy's agent opens its tunnel by `connect`.
Object.assign(Dispatcher.prototype, { connect, request });

/** @type {import('undici').request} */
function requestUrl(url, options) {
  const { origin, pathname, search } = new URL(url);
  return options.dispatcher.request({ ...options, origin, path: `${pathname}${search}` });
}

export { Agent, EnvHttpProxyAgent, Headers, Response, requestUrl as request, WebSocket };
