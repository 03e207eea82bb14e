import { existsSync } from 'node:fs'
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core'

const USUAL_PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/**
 * The path of Chromium: `CHROMIUM_PATH`, then the usual places. Without one a browser test fails and says what to
 * install.
 */
function chromiumPath() {
  const found = [process.env.CHROMIUM_PATH, ...USUAL_PLACES].find((place) => place && existsSync(place))
  if (found) return found
  throw new Error(
    'No Chromium found. Install one (Debian: apt-get install chromium fonts-noto-cjk) or name it in CHROMIUM_PATH.',
  )
}

/**
 * The wait between browser steps. Nobody taps within the milliseconds in which a page still takes in the typed text.
 */
const BETWEEN_MS = 25

/** Background networking is off: it waits for hosts that a closed network never answers for. */
export const launchBrowser = (slowMo = BETWEEN_MS): Promise<Browser> =>
  chromium.launch({
    executablePath: chromiumPath(),
    slowMo,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })

export const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }
/** As fine as the screen of a phone, for pictures and for the bytes of them. */
export const FINE_PHONE = { ...PHONE, deviceScaleFactor: 2 }
export const SMALL_PHONE = { ...PHONE, viewport: { width: 320, height: 568 } }
export const DESK = { viewport: { width: 1440, height: 900 } }

/**
 * A page of its own context: nobody signed in, Chinese, in Shanghai. Motion is reduced, as a person may ask for: a place
 * measured in a dialog that still grows would be another one a moment later.
 */
export async function openPage(browser: Browser, options: BrowserContextOptions = PHONE): Promise<Page> {
  const context = await browser.newContext({
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
    ...options,
  })
  const page = await context.newPage()
  // Two walks and their products share two cores.
  page.setDefaultTimeout(30_000)
  return page
}
