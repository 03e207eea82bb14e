import { useSearchParams } from 'react-router'

/** The query of the page's address, after the `?`. A removed value leaves the address. */
export function useQueryParams() {
  const [params, setParams] = useSearchParams()
  const address: Partial<Record<string, string>> = Object.fromEntries(params)
  const change = (next: Partial<Record<string, string>>) =>
    setParams(
      Object.fromEntries(
        Object.entries({ ...address, ...next }).filter((entry): entry is [string, string] => !!entry[1]),
      ),
      // The list stays where it is under a changed filter.
      { replace: true, preventScrollReset: true },
    )
  return [address, change] as const
}
