import { API_BASE_PATH } from '@yike/shared/endpoint'
import { getHome } from '@yike/shared/insight/endpoints'
import type { ApiAnswer, ApiRequest } from '@yike/shared/request'

declare global {
  interface Window {
    /** Home as index.html asked for it while the scripts were still on their way. */
    earlyAnswer?: { url: string; answer: Promise<ApiAnswer> } | undefined
  }
}

/** The address that home asked for last; index.html asks for it at the next start. */
const ADDRESS_KEY = 'home-address'
/** Home names its pace; other pages that want its numbers name nothing. */
const HOME = `${API_BASE_PATH}${getHome.path}?`

/** A full phone only begins later next time. */
function rememberAddress(url: string) {
  try {
    localStorage.setItem(ADDRESS_KEY, url)
  } catch {
    // The next start asks for the address of before.
  }
}

/** The early answer to this request, once. Undefined where there is none, or it failed. */
export async function takeEarlyAnswer({ url }: ApiRequest) {
  if (url.startsWith(HOME)) rememberAddress(url)
  const early = window.earlyAnswer
  if (early?.url !== url) return undefined
  dropEarlyAnswer()
  return early.answer.catch(() => undefined)
}

/** The answer was to a session that ended. */
export function dropEarlyAnswer() {
  window.earlyAnswer = undefined
}
