import { getSession } from './session-store'

/** WeChat has no cookies: the token is in storage and is sent as a header, and answers carry new ones. */
export function authHeaders(): Record<string, string> {
  const token = getSession()?.accessToken
  return { 'X-Client': 'weapp', ...(token ? { Authorization: `Bearer ${token}` } : {}) }
}
