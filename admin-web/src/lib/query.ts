import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Endpoint } from '@yike/shared/endpoint'
import { useCallback, useRef } from 'react'
import { ERRORS, type ErrorCode } from '@yike/shared/errors'
import { call, type ApiError } from './api'

interface ReadOptions<Out = unknown> {
  enabled?: boolean
  /** Reads again while the page is visible: for lists that others change, or work that continues behind the page. */
  everySeconds?: number | ((data: Out | undefined) => number | undefined)
  /**
   * While a newer question is on its way the last answer stays: for searches and days, never for a record by its id.
   */
  keepLast?: boolean
}

export const useRead = <In, Out>(
  route: Endpoint<In, Out>,
  input: In,
  { enabled, everySeconds, keepLast }: ReadOptions<Out> = {},
) =>
  useQuery<Out, ApiError>({
    queryKey: [route.path, input],
    queryFn: () => call(route, input),
    enabled,
    placeholderData: keepLast ? keepPreviousData : undefined,
    refetchInterval: ({ state }) =>
      ((typeof everySeconds === 'function' ? everySeconds(state.data) : everySeconds) ?? 0) * 1000 || false,
  })

interface Page<Item> {
  items: Item[]
  nextCursor: string | null
}

/** Reads a list page by page; `items` are those of all pages read so far. */
export function useReadPages<In extends { cursor?: string }, Item>(
  route: Endpoint<In, Page<Item>>,
  input: In,
  { enabled, everySeconds }: { enabled?: boolean; everySeconds?: number } = {},
) {
  return useInfiniteQuery<Page<Item>, ApiError, Item[], unknown[], string | undefined>({
    queryKey: [route.path, 'pages', input],
    queryFn: ({ pageParam }) => call(route, { ...input, cursor: pageParam }),
    initialPageParam: undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    select: ({ pages }) => pages.flatMap((page) => page.items),
    enabled,
    placeholderData: keepPreviousData,
    refetchInterval: everySeconds && everySeconds * 1000,
  })
}

/** When somebody else was first, the data on the screen is old and is read again. */
function useReadAgainIfOvertaken() {
  const client = useQueryClient()
  return ({ code }: ApiError) =>
    code in ERRORS && ERRORS[code as ErrorCode].status === 409 ? client.invalidateQueries() : undefined
}

/**
 * Writes to an endpoint; every list on the screen is read again afterwards, since one step here changes numbers there.
 * A retry of the same input carries the same Idempotency-Key, so a lost answer never does the thing twice. The second
 * click of a double click, which asks for the same while it is under way, does nothing.
 */
export function useWrite<In, Out>(route: Endpoint<In, Out>, onDone?: (out: Out, input: In) => void) {
  const client = useQueryClient()
  const onError = useReadAgainIfOvertaken()
  const attempt = useRef<{ text: string; key: string } | undefined>(undefined)
  const underWay = useRef<string | undefined>(undefined)

  const write = useMutation<Out, ApiError, In>({
    mutationFn: (input) => {
      if (!route.idempotent) return call(route, input)
      const text = JSON.stringify(input)
      if (attempt.current?.text !== text) attempt.current = { text, key: crypto.randomUUID() }
      return call(route, input, attempt.current.key)
    },
    onSuccess: (out, input) => {
      attempt.current = undefined
      onDone?.(out, input)
      return client.invalidateQueries()
    },
    onError,
    onSettled: () => {
      underWay.current = undefined
    },
  })
  const { mutate: start } = write
  const mutate = useCallback(
    (...args: Parameters<typeof start>) => {
      const text = JSON.stringify(args[0])
      if (underWay.current === text) return
      underWay.current = text
      start(...args)
    },
    [start],
  )
  return { ...write, mutate }
}

/**
 * Asks for the effect of a step, and changes nothing: no list is read again, so that the person who has read the answer
 * may continue at once. Only where somebody else was first the screen is read again.
 */
export function useAsk<In, Out>(route: Endpoint<In, Out>, onAnswer: (out: Out) => void) {
  const onError = useReadAgainIfOvertaken()
  return useMutation<Out, ApiError, In>({ mutationFn: (input) => call(route, input), onSuccess: onAnswer, onError })
}
