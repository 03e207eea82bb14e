const CSRF_COOKIE = 'yike_csrf'
const CSRF_HEADER = 'X-CSRF-Token'

/** A browser sends its httpOnly cookies by itself; repeating this one shows that the request came from our page. */
export function authHeaders(): Record<string, string> {
  const cookie = document.cookie.split('; ').find((pair) => pair.startsWith(`${CSRF_COOKIE}=`))
  return {
    'X-Client': 'h5',
    ...(cookie ? { [CSRF_HEADER]: decodeURIComponent(cookie.slice(CSRF_COOKIE.length + 1)) } : {}),
  }
}
