/** Long enough for a screen reader to notice that the region is empty, so that the same words are read again. */
const PAUSE_MS = 100

let region: HTMLElement | undefined

/**
 * Reads words aloud that are on the page already: errors and results. There is one live region. It is in the open
 * dialog, because everything beside an open dialog is silent, and otherwise in the body.
 */
export function announce(words: string) {
  region ??= Object.assign(document.createElement('div'), { className: 'unseen', role: 'status', ariaLive: 'polite' })
  const host = [...document.querySelectorAll('dialog[open]')].pop() ?? document.body
  if (region.parentElement !== host) host.append(region)
  region.textContent = ''
  const here = region
  setTimeout(() => (here.textContent = words), PAUSE_MS)
}
