import { deleteSealed, getSealed, namesSealed, putSealed } from './sealed-database.h5'

const PREFIX = 'value:'

/** A private window may have no database: nothing is kept there. */
const unlessRefused = <Value, Fallback>(asked: Promise<Value>, fallback: Fallback) => asked.catch(() => fallback)

export const readSealed = <Value>(key: string): Promise<Value | null> =>
  unlessRefused(
    getSealed(PREFIX + key).then(async (blob) => blob && (JSON.parse(await blob.text()) as Value)),
    null,
  )

export const writeSealed = (key: string, value: unknown): Promise<void> =>
  unlessRefused(putSealed(PREFIX + key, new Blob([JSON.stringify(value)])), undefined)

export const removeSealed = (key: string): Promise<void> => unlessRefused(deleteSealed(PREFIX + key), undefined)

export const sealedKeys = (): Promise<string[]> =>
  unlessRefused(
    namesSealed().then((names) =>
      names.filter((name) => name.startsWith(PREFIX)).map((name) => name.slice(PREFIX.length)),
    ),
    [],
  )
