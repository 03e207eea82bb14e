import { parentPort } from 'node:worker_threads'
import { AppError } from '@yike/shared/errors'
import { readWorkOrderFile } from './cases/work-order-file'
import { readImportFile } from './directory/import-file'
import { readResidentFile } from './people/resident-import-file'
import { readAreaFile } from './territory/area-import-file'

/** Entry of the worker thread that reads uploaded files: parsing here holds up nobody and can be ended. */
const READERS = {
  places: readImportFile,
  areas: readAreaFile,
  residents: readResidentFile,
  workOrders: readWorkOrderFile,
}
export type Readers = typeof READERS

export interface Question {
  reader: keyof Readers
  bytes: Uint8Array
}
/** `refused` holds the content of an AppError: an error loses its class on the way between threads. */
export type Answer =
  { read: unknown } | { refused: Pick<AppError, 'code' | 'message' | 'details'> } | { failed: unknown }

async function answer({ reader, bytes }: Question): Promise<Answer> {
  try {
    return { read: await READERS[reader](Buffer.from(bytes)) }
  } catch (cause) {
    if (!(cause instanceof AppError)) return { failed: cause }
    const { code, message, details } = cause
    return { refused: { code, message, details } }
  }
}

parentPort?.on('message', (question: Question) => {
  void answer(question).then((one) => parentPort!.postMessage(one))
})
