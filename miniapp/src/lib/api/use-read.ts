import { useCallback, useEffect, useRef, useState } from 'react'
import { useDidShow } from '@tarojs/taro'
import { networkReturns, useNetworkReturns } from '@/lib/offline/network'
import { ApiError } from './api'
import { requireSignIn, useSession } from './session'

export interface Read<Out> {
  /** Stays while a newer answer is awaited. */
  data: Out | undefined
  /** Of the last try; gone once one succeeded. */
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

export interface ReadOptions<Out> {
  /** Hears every answer that counts. */
  onData?: (data: Out) => void
}

/**
 * The data of a page, read from one endpoint or from several at once. `question` says what is asked, and null waits. Asks
 * again when the question or the person changes, when the page is shown again, and when a try without a network failed and
 * the network has come back since it began; an answer that a newer question has overtaken is dropped.
 */
export function useRead<Out>(
  question: string | null,
  ask: () => Promise<Out>,
  { onData }: ReadOptions<Out> = {},
): Read<Out> {
  const personId = useSession()?.personId
  const [state, setState] = useState<State<Out>>({ loading: question !== null })
  /** Counts questions: only the answer to the newest counts. */
  const newest = useRef(0)
  const asking = useRef(false)
  const returnsWhenAsked = useRef(0)
  const latest = useRef({ ask, onData })
  latest.current = { ask, onData }

  const load = useCallback(async () => {
    if (question === null) return
    const mine = ++newest.current
    asking.current = true
    returnsWhenAsked.current = networkReturns()
    setState((before) => ({ ...before, loading: true }))
    try {
      const data = await latest.current.ask()
      if (mine !== newest.current) return
      latest.current.onData?.(data)
      setState({ data, loading: false })
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause
      if (mine === newest.current) setState(({ data }) => ({ data, error: cause, loading: false }))
    } finally {
      if (mine === newest.current) asking.current = false
    }
  }, [question])

  const person = useRef(personId)
  useEffect(() => {
    // The data of one person is not shown to the next; a visitor who signs in saw no data of a person.
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

  const returns = useNetworkReturns()
  const lacksNetwork = state.error?.code === 'OFFLINE'
  useEffect(() => {
    if (lacksNetwork && returnsWhenAsked.current < returns) void load()
  }, [lacksNetwork, returns, load])

  const needsSignIn = state.error?.code === 'SIGN_IN_REQUIRED' || state.error?.code === 'SESSION_ENDED'
  const reload = useCallback(async () => {
    if (needsSignIn && !(await requireSignIn())) return
    await load()
  }, [load, needsSignIn])

  return { data: state.data, error: state.error, loading: state.loading, reload }
}
