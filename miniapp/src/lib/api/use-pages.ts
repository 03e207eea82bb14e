import { useCallback, useMemo, useRef, useState } from 'react'
import type { Endpoint } from '@yike/shared/endpoint'
import { ApiError, call } from './api'
import { useCached } from '@/lib/offline/use-cached'

interface PageOf<Item> {
  items: Item[]
  nextCursor: string | null
}

interface Pages<Item> {
  /** The items of all pages read so far; undefined until the first has come. */
  items: Item[] | undefined
  hasMore: boolean
  /** Only the first page has been read: it may be read again without taking anything from the reader. */
  isFirst: boolean
  error: ApiError | undefined
  loadingMore: boolean
  /** Since when the list is not fresh; null while it is. */
  cachedAt: number | null
  more: () => Promise<void>
  /** Begins again at the first page. */
  reload: () => Promise<void>
}

/**
 * A list that is read page by page: the first as `useCached` reads it, each further one at a tap. Under `name` the first
 * stays on the phone.
 */
export function usePages<In extends { cursor?: string }, Item>(
  route: Endpoint<In, PageOf<Item>>,
  input: In | null,
  name: string | null = null,
): Pages<Item> {
  const first = useCached(name, route, input)
  const [further, setFurther] = useState<{ after: PageOf<Item>; pages: PageOf<Item>[] }>()
  const [error, setError] = useState<ApiError>()
  const [loadingMore, setLoadingMore] = useState(false)
  const running = useRef(false)

  // Pages that followed an older first page do not belong to this one.
  const pages = useMemo(() => (first.data && further?.after === first.data ? further.pages : []), [first.data, further])
  const last = pages[pages.length - 1] ?? first.data
  const cursor = last?.nextCursor ?? null

  const more = useCallback(async () => {
    if (!first.data || cursor === null || running.current) return
    running.current = true
    setLoadingMore(true)
    setError(undefined)
    try {
      const page = await call(route, { ...(input ?? ({} as In)), cursor })
      setFurther({ after: first.data, pages: [...pages, page] })
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause
      setError(cause)
    } finally {
      running.current = false
      setLoadingMore(false)
    }
  }, [route, input, first.data, cursor, pages])

  return {
    items: first.data && [first.data, ...pages].flatMap((page) => page.items),
    hasMore: cursor !== null,
    isFirst: pages.length === 0,
    error: first.error ?? error,
    loadingMore,
    more,
    cachedAt: first.cachedAt,
    reload: first.reload,
  }
}
