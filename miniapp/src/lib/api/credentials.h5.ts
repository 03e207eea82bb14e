const CSRF_COOKIE = 'yike_csrf'
const CSRF_HEADER = 'X-CSRF-Token'

/** A browser sends its httpOnly cookies by itself; that it was our page that asked is shown by repeating this one. */
export function authHeaders(): Record<string, string> {
  const cookie = document.cookie.split('; ').find((pair) => pair.startsWith(`${CSRF_COOKIE}=`))
  return {
    'X-Client': 'h5',
    ...(cookie ? { [CSRF_HEADER]: decodeURIComponent(cookie.slice(CSRF_COOKIE.length + 1)) } : {}),
  }
}
