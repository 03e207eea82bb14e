import { deleteSealed, getSealed, namesSealed, putSealed } from './sealed-database.h5'

const PREFIX = 'file:'
/** Addresses of files that were opened: one each, for as long as the page lives. */
const opened = new Map<string, string>()

export async function keepFile(name: string, source: string): Promise<void> {
  const answer = await fetch(source)
  if (!answer.ok) throw new Error(`${source} answered ${answer.status}.`)
  await putSealed(PREFIX + name, await answer.blob())
}

export async function openFile(name: string): Promise<string | null> {
  const known = opened.get(name)
  if (known) return known
  const blob = await getSealed(PREFIX + name).catch(() => null)
  if (!blob) return null
  const url = URL.createObjectURL(blob)
  opened.set(name, url)
  return url
}

export async function forgetFile(name: string): Promise<void> {
  const url = opened.get(name)
  if (url) URL.revokeObjectURL(url)
  opened.delete(name)
  await deleteSealed(PREFIX + name).catch(() => undefined)
}

export const keptFiles = (): Promise<string[]> =>
  namesSealed().then(
    (names) => names.filter((name) => name.startsWith(PREFIX)).map((name) => name.slice(PREFIX.length)),
    () => [],
  )
