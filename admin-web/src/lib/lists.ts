import { useEffect } from 'react'
import { useLocation, useNavigate, type Location } from 'react-router'

/** The address at which each list was left, with its filters: by its path, for as long as somebody is signed in. */
const addresses = new Map<string, string>()
export const forgetLists = () => addresses.clear()

/** In the frame of all pages: keeps the address of a list while it is shown. */
export function useListAddress(isList: (path: string) => boolean) {
  const { pathname, search } = useLocation()
  useEffect(() => {
    if (isList(pathname)) addresses.set(pathname, pathname + search)
  }, [isList, pathname, search])
}

/** Goes back to a list as it was left: with its filters, at its place. */
export function useBackToList(path: string) {
  const navigate = useNavigate()
  return () => void navigate(addresses.get(path) ?? path)
}

/** Under this key the place of a page is kept: a list has one for each choice of filters, any other page one a visit. */
export const scrollKey =
  (isList: (path: string) => boolean) =>
  ({ pathname, search, key }: Location) =>
    isList(pathname) ? pathname + search : key
