import { useQueryClient } from '@tanstack/react-query'
import type { BulkStepCode } from '@yike/shared/cases/bulk'
import { takeBackAssignment } from '@yike/shared/cases/bulk-endpoints'
import type { BulkRow } from '@yike/shared/cases/bulk-schemas'
import { acceptCase, assignCase, closeCase, replyToCase } from '@yike/shared/cases/endpoints'
import type { StaffCase } from '@yike/shared/cases/schemas'
import { useEffect, useRef, useState } from 'react'
import { ApiError, call } from '../lib/api'

/** How far a row is. `seq` is the version that its step led to: an undo holds for that one alone. */
export type Outcome =
  | { state: 'waiting' | 'running' }
  | { state: 'done' | 'undone'; seq: number }
  | { state: 'failed'; why: string; seq: number | null }

const send = (step: BulkStepCode, { id, seq, text }: BulkRow, assigneeId: string, key: string): Promise<StaffCase> => {
  const said = text || undefined
  switch (step) {
    case 'accept':
      return call(acceptCase, { id, seq, text: said }, key)
    case 'assign':
      return call(assignCase, { id, seq, assigneeId, text: said }, key)
    case 'reply':
      return call(replyToCase, { id, seq, text }, key)
    case 'close':
      return call(closeCase, { id, seq, text }, key)
  }
}

/**
 * Takes a step for one row after the other, each by the version that the preview showed. A row that somebody else was
 * quicker with fails alone. Every row keeps its key, so that a try after a lost answer does nothing twice; whoever
 * leaves the page leaves the rest undone, and nothing half done.
 */
export function useBulkRun(step: BulkStepCode, rows: readonly BulkRow[], assigneeId = '') {
  const client = useQueryClient()
  const [outcomes, setOutcomes] = useState<Record<string, Outcome>>({})
  const [isRunning, setRunning] = useState(false)
  const stopped = useRef(false)
  const keys = useRef(new Map<string, string>())
  useEffect(() => () => void (stopped.current = true), [])

  const keyOf = (id: string) => {
    const key = keys.current.get(id) ?? crypto.randomUUID()
    keys.current.set(id, key)
    return key
  }
  const note = (id: string, outcome: Outcome) => setOutcomes((before) => ({ ...before, [id]: outcome }))
  const walk = async (
    over: readonly BulkRow[],
    one: (row: BulkRow) => Promise<Outcome>,
    seqOf: (row: BulkRow) => number | null,
  ) => {
    stopped.current = false
    setRunning(true)
    for (const row of over) {
      if (stopped.current) break
      note(row.id, { state: 'running' })
      const outcome = await one(row).catch((cause: unknown): Outcome => {
        if (!(cause instanceof ApiError)) throw cause
        return { state: 'failed', why: cause.message, seq: seqOf(row) }
      })
      note(row.id, outcome)
    }
    setRunning(false)
    await client.invalidateQueries()
  }
  const run = () =>
    walk(
      rows.filter(({ id }) => !outcomes[id] || (outcomes[id].state === 'failed' && outcomes[id].seq === null)),
      async (row) => ({ state: 'done', seq: (await send(step, row, assigneeId, keyOf(row.id))).seq }),
      () => null,
    )
  /** The version that the step led to; null where it was not taken, or is taken back already. */
  const doneAt = (id: string) => {
    const outcome = outcomes[id]
    return outcome?.state === 'done' || outcome?.state === 'failed' ? outcome.seq : null
  }
  const takeBack = () =>
    walk(
      rows.filter(({ id }) => doneAt(id) !== null),
      async ({ id }) => ({
        state: 'undone',
        seq: (await call(takeBackAssignment, { id, seq: doneAt(id)! }, `${keyOf(id)}-back`)).seq,
      }),
      ({ id }) => doneAt(id),
    )
  return { outcomes, isRunning, run, takeBack, stop: () => void (stopped.current = true) }
}
