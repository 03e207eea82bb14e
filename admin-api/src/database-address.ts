/** The address of a database, or nothing. It may list several servers, so that it is not always a URL. */
export const DATABASE_ADDRESS = /^(mongodb(\+srv)?:\/\/[^\s/].*)?$/

/** The name of the database in an address; `yike` where it names none. */
export const databaseNameIn = (address: string) => /^[^:]+:\/\/[^/]+\/([^?]+)/.exec(address)?.[1] ?? 'yike'

/** An address without its name and password, for a log. */
export const withoutPassword = (address: string) => address.replace(/\/\/.*@/, '//')
