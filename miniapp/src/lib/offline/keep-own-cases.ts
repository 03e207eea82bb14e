import { getStaffCase } from '@yike/shared/cases/endpoints'
import { getReceivedCase } from '@yike/shared/cases/received-endpoints'
import type { ReceivedCase } from '@yike/shared/cases/received-schemas'
import type { StaffCase } from '@yike/shared/cases/schemas'
import { ApiError, call } from '@/lib/api/api'
import { getSession } from '@/lib/api/session-store'
import { keepAnswer, readCached } from './cached-answers'
import { keepPhotos } from './cached-photos'

/** The first of a list, by their limits: those that somebody goes to in a day. */
const MOST = 20
/** A case that was read since is not asked for again. */
const FRESH_MS = 30 * 60_000

const ROUTES = { case: getStaffCase, received: getReceivedCase } as const

let running: Promise<void> = Promise.resolve()

/**
 * Puts the cases that somebody goes to on the phone, with their small photos: in a stairwell each of them is there, also
 * one that was never opened. One after another, so that the page that is looked at keeps the line; without a network it
 * ends, and the next reading of the list goes on.
 */
export function keepOwnCases(of: keyof typeof ROUTES, cases: readonly { id: string }[]): Promise<void> {
  running = running.then(() => keepEach(of, cases.slice(0, MOST))).catch(() => undefined)
  return running
}

async function keepEach(of: keyof typeof ROUTES, cases: readonly { id: string }[]) {
  const personId = getSession()?.personId
  for (const { id } of cases) {
    const name = `work:${of}:${id}`
    const kept = await readCached(name)
    if (kept && Date.now() - kept.at < FRESH_MS) continue
    const found = await readCase(of, id)
    // Nothing is kept for somebody who signed out meanwhile.
    if (getSession()?.personId !== personId) return
    if (!found) continue
    await keepAnswer(name, ROUTES[of], { id }, found)
    await keepPhotos(found.photos)
  }
}

/** Null for a case that went to somebody else meanwhile. */
async function readCase(of: keyof typeof ROUTES, id: string) {
  try {
    return await call<{ id: string }, StaffCase | ReceivedCase>(ROUTES[of], { id })
  } catch (cause) {
    if (cause instanceof ApiError && cause.code === 'NOT_FOUND') return null
    throw cause
  }
}
