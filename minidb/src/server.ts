import { once } from 'node:events'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { Worker } from 'node:worker_threads'
import { Cursors } from './commands/cursors'
import { NotOpened } from './errors'
import { sweepExpired } from './store/expire'
import { Store } from './store/store'
import { serveConnection } from './wire/connection'
import { Credentials, SignIn, type Account } from './commands/scram'

export interface MinidbSettings {
  /** Folder of the database; made when it is not there. */
  path: string
  /** 127.0.0.1 when it is left out. One that other machines reach needs an account. */
  host?: string
  /** 0 (or left out) for a free one. */
  port?: number
  /** The account with which clients have to sign in, by SCRAM-SHA-256; left out, nobody has to. */
  account?: Account
}

export interface Minidb {
  /** For a driver: mongodb://127.0.0.1:27018/?replicaSet=yike */
  uri: string
  port: number
  /** Answers the pending commands, closes the connections and the files. */
  stop(): Promise<void>
}

export interface MinidbInWorker extends Minidb {
  /** Resolves with the reason when the worker ends without having been stopped. The database is then gone. */
  died: Promise<Error>
}

const SWEEP_MS = 60_000
const LOOPBACK = ['127.0.0.1', '::1', 'localhost']

/** Serves a folder in this thread: to any client on this machine, or to any that signs in. */
export async function startMinidb({ path, host = '127.0.0.1', port = 0, account }: MinidbSettings): Promise<Minidb> {
  if (!account && !LOOPBACK.includes(host))
    throw new NotOpened(`数据库要听 ${host}，别的机器也能连，所以要有用户名和密码：DB_USER 和 DB_PASSWORD。`)
  const credentials = account ? new Credentials(account) : null
  const store = new Store(path)
  const cursors = new Cursors()
  const sockets = new Set<Socket>()
  let connections = 0
  let address = ''
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    serveConnection(socket, {
      store,
      cursors,
      address,
      connectionId: ++connections,
      signIn: new SignIn(credentials),
    })
  })
  server.listen(port, host)
  await once(server, 'listening')
  const bound = (server.address() as AddressInfo).port
  address = `${host}:${bound}`
  const sweep = setInterval(() => {
    cursors.sweep(Date.now())
    // Documents that cannot be removed now (a full disk) are removed another time.
    void sweepExpired(store, new Date()).catch(() => undefined)
    void store.sweepRetries(new Date()).catch(() => undefined)
    void store.clearDropped()
  }, SWEEP_MS)
  sweep.unref()
  return {
    uri: `mongodb://${address}/?replicaSet=yike`,
    port: bound,
    async stop() {
      clearInterval(sweep)
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
      await store.close()
    },
  }
}

/**
 * The same in a worker thread, so that a slow answer does not hold up the API. `worker` is the address of worker.ts as
 * it was built.
 */
export async function startMinidbInWorker({
  worker,
  ...settings
}: MinidbSettings & { worker: URL }): Promise<MinidbInWorker> {
  const thread = new Worker(worker, { workerData: settings })
  let stopping = false
  let reason: Error | undefined
  thread.on('error', (cause) => (reason = cause as Error))
  const exit = new Promise<Error>((resolve) =>
    thread.once('exit', () => resolve(reason ?? new Error('the thread of the database has ended'))),
  )
  const died = new Promise<Error>((resolve) => void exit.then((cause) => (stopping ? undefined : resolve(cause))))
  const told = await Promise.race([
    once(thread, 'message').then(([message]) => message as { uri: string; port: number }),
    exit.then((cause) => Promise.reject(cause)),
  ])
  return {
    ...told,
    died,
    async stop() {
      stopping = true
      thread.postMessage('stop')
      await exit
    },
  }
}
