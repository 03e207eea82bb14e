import { getSession } from './session-store'

/** WeChat has no cookies: the token lies in storage and goes along as a header. */
export function authHeaders(): Record<string, string> {
  const token = getSession()?.accessToken
  return token ? { Authorization: `Bearer ${token}` } : {}
}
