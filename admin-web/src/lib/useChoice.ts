import { useQueryParams } from './useQueryParams'

/** One of a page's views, kept in its address under this name; without one there the first. */
export function useChoice<Code extends string>(name: string, views: Record<Code, string>) {
  const [address, change] = useQueryParams()
  const codes = Object.keys(views) as Code[]
  const view = codes.find((code) => code === address[name]) ?? codes[0]!
  return [view, (next: Code) => change({ [name]: next === codes[0] ? undefined : next })] as const
}
