import type { Endpoint } from '@yike/shared/endpoint'
import { call } from './api'
import { questionOf } from './question'
import { useRead, type Read, type ReadOptions } from './use-read'

export type { Read }

/** Every read of a page from one endpoint. Null as input waits. */
export const useEndpoint = <In, Out>(
  route: Endpoint<In, Out>,
  input: In | null,
  options?: ReadOptions<Out>,
): Read<Out> =>
  useRead(
    input === null ? null : questionOf(route as Endpoint<In, never>, input),
    () => call(route, input as In),
    options,
  )
