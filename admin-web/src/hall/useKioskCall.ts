import { useRef, useState } from 'react'
import type { Endpoint } from '@yike/shared/endpoint'
import { ApiError, callAsDevice } from '../lib/api'

/**
 * One action of a visitor at the kiosk. A second try of the same carries the same key, so that a lost answer never
 * takes two numbers.
 */
export function useKioskCall<In, Out>(route: Endpoint<In, Out>, token: string) {
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState('')
  const attempt = useRef<{ what: string; key: string }>()

  const run = async (input: In): Promise<Out | null> => {
    if (isBusy) return null
    setBusy(true)
    setProblem('')
    const what = JSON.stringify(input)
    if (attempt.current?.what !== what) attempt.current = { what, key: newKey() }
    try {
      const done = await callAsDevice(route, input, token, route.idempotent && attempt.current.key)
      attempt.current = undefined
      return done
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause
      setProblem(cause.code === 'OFFLINE' ? '没连上，再点一次试试，或者去窗口。' : cause.message)
      return null
    } finally {
      setBusy(false)
    }
  }
  return { run, isBusy, problem, forget: () => setProblem('') }
}

/** `crypto.randomUUID` is missing where a hall's page is opened without TLS. */
const newKey = () =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
