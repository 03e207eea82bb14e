import { useCallback, useEffect, useRef, useState } from 'react'
import { useDidShow } from '@tarojs/taro'
import type { Endpoint } from '@yike/shared/endpoint'
import { ApiError, call } from './api'
import { requireSignIn, useSession } from './session'

export interface Read<Out> {
  /** Stays while a newer answer is awaited. */
  data: Out | undefined
  /** The error of the last try; removed once one succeeded. */
  error: ApiError | undefined
  loading: boolean
  /** Tries again; asks for a sign-in first where one is missing. */
  reload: () => Promise<void>
}

interface State<Out> {
  data?: Out
  error?: ApiError
  loading: boolean
}

/**
 * Every read of a page. A null input waits. Reads again when the input or the person changes and when the page is shown
 * again; an answer that a newer question has overtaken is dropped. `onData` gets every answer that counts.
 */
export function useEndpoint<In, Out>(
  route: Endpoint<In, Out>,
  input: In | null,
  { onData }: { onData?: (data: Out) => void } = {},
): Read<Out> {
  const personId = useSession()?.personId
  const question = input === null ? null : JSON.stringify(input)
  const [state, setState] = useState<State<Out>>({ loading: question !== null })
  /** Counts questions: only the answer to the newest counts. */
  const newest = useRef(0)
  const asking = useRef(false)
  const heard = useRef(onData)
  heard.current = onData

  const load = useCallback(async () => {
    if (question === null) return
    const mine = ++newest.current
    asking.current = true
    setState((before) => ({ ...before, loading: true }))
    try {
      const data = await call(route, JSON.parse(question) as In)
      if (mine !== newest.current) return
      heard.current?.(data)
      setState({ data, loading: false })
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause
      if (mine === newest.current) setState(({ data }) => ({ data, error: cause, loading: false }))
    } finally {
      if (mine === newest.current) asking.current = false
    }
  }, [route, question])

  const person = useRef(personId)
  useEffect(() => {
    // One person's data is not shown to the next; a visitor who signs in saw nothing that was anybody's.
    if (person.current !== undefined && person.current !== personId) setState({ loading: true })
    person.current = personId
    void load()
    return () => {
      newest.current += 1
    }
  }, [load, personId])

  useDidShow(() => {
    if (newest.current > 0 && !asking.current) void load()
  })

  const needsSignIn = state.error?.code === 'SIGN_IN_REQUIRED' || state.error?.code === 'SESSION_ENDED'
  const reload = useCallback(async () => {
    if (needsSignIn && !(await requireSignIn())) return
    await load()
  }, [load, needsSignIn])

  return { data: state.data, error: state.error, loading: state.loading, reload }
}
