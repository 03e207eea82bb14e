import { parentPort, workerData } from 'node:worker_threads'
import { startMinidb, type MinidbSettings } from './server'

/** Entry of the worker thread: serves, reports its address, and stops on request. */
const server = await startMinidb(workerData as MinidbSettings)
parentPort?.once('message', () => void server.stop().then(() => parentPort?.close()))
parentPort?.postMessage({ uri: server.uri, port: server.port })
