/** Version of this console, from its package.json; sent with every request. */
declare const __CLIENT_VERSION__: string
