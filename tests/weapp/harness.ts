/**
 * Runs a built WeChat mini-program in a Node vm, without the WeChat tools. The view layer is real: WXML is compiled by
 * Tencent's own compiler and rendered from the page data that setData builds, so a broken template or handler shows.
 *
 * Longer than 300 lines because it is one machine: the `wx` object, the page stack and the view share their state.
 */
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import vm from 'node:vm'
import { everyNode, isNode, matches, textOf, type Selector, type ViewNode } from './view'

const { wxmlToJs } = createRequire(import.meta.url)('miniprogram-compiler') as { wxmlToJs: (folder: string) => string }

type Data = Record<string, unknown>
interface PageInstance extends Data {
  route: string
  data: Data
  setData: (patch: Data, done?: () => void) => void
}
type Hook = 'onLoad' | 'onShow' | 'onReady' | 'onHide' | 'onUnload' | 'onLaunch'

/** Options of a call of `wx`, as callbacks. */
interface WxOptions extends Data {
  success?: (result: Data) => void
  fail?: (result: Data) => void
  complete?: (result: Data) => void
}

interface AppJson {
  pages: string[]
  subPackages?: { root: string; pages: string[] }[]
  tabBar?: { list: { pagePath: string }[] }
}

export interface PhoneOptions {
  storage?: Data
  /** The code that wx.login gives. */
  loginCode?: string
  /** Left out: the person refuses. */
  location?: { longitude: number; latitude: number }
  /** Paths of the photos the person picks. */
  photos?: string[]
  /** Text of the code the person scans; left out: the person cancels. */
  scanned?: string
  /** The answer to every question a modal asks. */
  confirms?: boolean
  /** The real address of the API: requests to the built-in origin go there. */
  apiOrigin?: string
  /** Kind of the network at start: `none` for a phone in a cellar. */
  network?: 'wifi' | 'none'
  /** A request without a network fails no earlier than this; left out: at once. */
  failsAfter?: Promise<void>
  /** A script that sets the clock of the phone. */
  clock?: string
  fontSizeScaleFactor?: number
  theme?: 'light' | 'dark'
}

const BUBBLING = new Set(['tap', 'longpress', 'touchstart', 'touchmove', 'touchend'])
const STACK_LIMIT = 10
/** Time for the logic layer to answer an event: timers of 0 and promises. */
const PAUSE_MS = 20
/** A page that has not changed for so long has all it asked for. */
const QUIET_MS = 60
const PATIENCE_MS = 15_000

const copy = <T>(value: T): T => (value === undefined ? value : (JSON.parse(JSON.stringify(value)) as T))

/** Writes `value` at a setData path: `root.cn.[0].v`. */
function setIn(data: Data, key: string, value: unknown) {
  const steps = key
    .replace(/\[(\d+)\]/g, '.$1')
    .split('.')
    .filter(Boolean)
  const last = steps.pop()
  if (last === undefined) return
  let at = data
  steps.forEach((step, index) => {
    const next = steps[index + 1] ?? last
    at[step] ??= /^\d+$/.test(next) ? [] : {}
    at = at[step] as Data
  })
  at[last] = value
}

export class MiniProgram {
  readonly calls: { api: string; options: unknown }[] = []
  readonly setDataLog: { route: string; bytes: number }[] = []
  /** Files that the phone keeps, by their path; each is a real file or bytes from the API. */
  readonly files = new Map<string, Buffer>()
  private readonly networkListeners: ((event: { isConnected: boolean; networkType: string }) => void)[] = []
  /** The answers of the API, in the order in which they came. */
  readonly answers: { url: string; status: number }[] = []
  private underWay = 0
  readonly storage: Map<string, unknown>
  private readonly appJson: AppJson
  private readonly routes: string[]
  private readonly tabs: string[]
  private readonly stack: PageInstance[] = []
  private readonly modules = new Map<string, { exports: unknown }>()
  private readonly definitions = new Map<string, Data>()
  private readonly render: (file: string, json: string) => ViewNode
  private readonly context: vm.Context
  private readonly parseInside: (text: string) => unknown
  private app: Data = {}
  private loading = ''
  private pageCount = 0
  private readonly launchOptions: Data

  constructor(
    private readonly folder: string,
    private readonly phone: PhoneOptions = {},
  ) {
    this.appJson = JSON.parse(readFileSync(path.join(folder, 'app.json'), 'utf8')) as AppJson
    const inPackages = (this.appJson.subPackages ?? []).flatMap(({ root, pages }) =>
      pages.map((page) => `${root}/${page}`),
    )
    this.routes = [...this.appJson.pages, ...inPackages]
    this.tabs = this.appJson.tabBar?.list.map(({ pagePath }) => pagePath) ?? []
    this.storage = new Map(Object.entries(phone.storage ?? {}))
    this.launchOptions = { path: this.appJson.pages[0], query: {}, scene: 1001, referrerInfo: {} }
    this.render = this.compileViews()
    this.context = this.logicLayer()
    if (phone.clock) vm.runInContext(phone.clock, this.context)
    this.parseInside = vm.runInContext('JSON.parse', this.context) as (text: string) => unknown
    this.require('app.js')
    this.callHook(this.app, 'onLaunch', this.launchOptions)
    this.callHook(this.app, 'onShow', this.launchOptions)
  }

  /** Opens a page as a tap on a shared card would: `/booking/service?id=…`. */
  launch(url = `/${this.appJson.pages[0]}`) {
    this.open(url, 0)
    return this
  }

  get page(): PageInstance {
    const page = this.stack[this.stack.length - 1]
    if (!page) throw new Error('No page is open.')
    return page
  }

  get route() {
    return this.page.route
  }

  /** Everything that can be read on the page, with plain spaces. */
  text() {
    return textOf(this.tree()).replaceAll('\u00a0', ' ')
  }

  findAll(selector: Selector) {
    return [...everyNode(this.tree())].filter((node) => matches(node, selector))
  }

  find(selector: Selector) {
    const [node] = this.findAll(selector)
    if (!node) throw new Error(`Nothing on ${this.route} matches ${JSON.stringify(selector)}. It says: ${this.text()}`)
    return node
  }

  tap(selector: Selector) {
    return this.fire(selector, 'tap')
  }

  /** Types into the input or textarea that carries this label. */
  type(label: string, value: string) {
    return this.fire({ label }, 'input', { value, cursor: value.length })
  }

  /** Fires an event at an element once it exists; it bubbles up the tree as WeChat's own does. */
  async fire(selector: Selector, type: string, detail: Data = {}) {
    const target = await this.until(() => this.findAll(selector)[0], JSON.stringify(selector))
    const reference = (node: ViewNode) => ({
      id: node.attr.id,
      dataset: { sid: node.attr['data-sid'] },
      offsetLeft: 0,
      offsetTop: 0,
    })
    let heard = false
    for (let node: ViewNode | undefined = target; node; node = BUBBLING.has(type) ? node.parent : undefined) {
      const { attr } = node
      const binding = [`catch${type}`, `bind${type}`, `bind:${type}`].find((name) => attr[name])
      if (!binding) continue
      heard = true
      const handler = this.page[String(attr[binding])] as (event: Data) => void
      const event = {
        type,
        timeStamp: performance.now(),
        detail,
        target: reference(target),
        currentTarget: reference(node),
      }
      handler.call(this.page, { ...event, touches: [], changedTouches: [] })
      if (binding.startsWith('catch')) break
    }
    if (!heard) throw new Error(`Nothing hears ${type} on ${target.tag} ${JSON.stringify(selector)}.`)
    await this.pause()
  }

  pause(ms = PAUSE_MS) {
    return new Promise<void>((resolve) => setTimeout(resolve, ms))
  }

  /** Waits for the result of a request. */
  async until<T>(look: () => T, what = 'what was asked'): Promise<NonNullable<T>> {
    const end = Date.now() + PATIENCE_MS
    for (;;) {
      const seen = look()
      if (seen) return seen
      if (Date.now() > end) throw new Error(`Waited in vain for ${what} on ${this.route}. It says: ${this.text()}`)
      await this.pause()
    }
  }

  /** The signal goes or comes back; the phone tells whoever listens. */
  async setNetwork(network: 'wifi' | 'none') {
    this.phone.network = network
    for (const listen of this.networkListeners) listen({ isConnected: network !== 'none', networkType: network })
    await this.pause()
  }

  /** Waits until no request is on its way, and nothing more comes to the page. */
  async idle() {
    let seen: number
    do {
      seen = this.setDataLog.length
      await this.until(() => this.underWay === 0, 'the last answer')
      await this.pause(QUIET_MS)
    } while (this.underWay > 0 || this.setDataLog.length > seen)
  }

  /** The whole page, each `comp` and `custom-wrapper` rendered from its own WXML. */
  tree(): ViewNode {
    return this.expand(this.render(`${this.route}.wxml`, JSON.stringify(this.page.data)))
  }

  private expand(node: ViewNode, depth = 0): ViewNode {
    const tag = node.tag?.replace(/^wx-/, '')
    node.attr ??= {}
    if ((tag === 'comp' || tag === 'custom-wrapper') && node.attr.i && depth < 60)
      node.children = this.render(`${tag}.wxml`, JSON.stringify({ i: node.attr.i, l: node.attr.l ?? '' })).children
    node.children = (node.children ?? []).map((child) => {
      if (!isNode(child)) return child
      const expanded = this.expand(child, depth + 1)
      Object.defineProperty(expanded, 'parent', { value: node, enumerable: false, configurable: true })
      return expanded
    })
    return node
  }

  private compileViews() {
    const sandbox = vm.createContext({ window: { __wcc_version__: '' }, console, __wxAppCode__: {} })
    // Data is parsed inside the realm of the view: its deep copy compares constructors and drops foreign objects.
    const script = `{const view=(function(global){${wxmlToJs(this.folder)}\n})({});(file,json)=>view(file)(JSON.parse(json))}`
    return vm.runInContext(script, sandbox) as (file: string, json: string) => ViewNode
  }

  /** No window and no document, as in WeChat's logic layer. */
  private logicLayer() {
    const define = (options: Data) => void this.definitions.set(this.loading, options)
    const globals: Data = {
      console,
      setTimeout,
      clearTimeout,
      setInterval,
      clearInterval,
      queueMicrotask,
      wx: this.wx(),
      App: (options: Data) => void (this.app = options),
      getApp: () => this.app,
      Page: define,
      Component: define,
      Behavior: (options: Data) => options,
      getCurrentPages: () => [...this.stack],
      requirePlugin: () => ({}),
      __wxConfig: { pages: this.routes, tabBar: this.appJson.tabBar },
    }
    globals.global = globals
    globals.globalThis = globals
    const context = vm.createContext(globals)
    vm.runInContext(OLD_PHONE, context)
    return context
  }

  private require(file: string): unknown {
    const name = file.replace(/\.js$/, '')
    const known = this.modules.get(name)
    if (known) return known.exports
    const module = { exports: {} as unknown }
    this.modules.set(name, module)
    const before = this.loading
    this.loading = name
    const filename = path.join(this.folder, `${name}.js`)
    const source = `(function(require,module,exports){${readFileSync(filename, 'utf8')}\n})`
    const run = vm.runInContext(source, this.context, { filename }) as (...args: unknown[]) => void
    run((other: string) => this.require(path.posix.join(path.posix.dirname(name), other)), module, module.exports)
    this.loading = before
    return module.exports
  }

  private callHook(owner: Data, hook: Hook, ...args: unknown[]) {
    const run = owner[hook]
    if (typeof run === 'function') (run as (...given: unknown[]) => void).apply(owner, args)
  }

  private absolute(url: string) {
    if (url.startsWith('/')) return url.slice(1)
    return path.posix.join(path.posix.dirname(this.stack.length ? this.route : ''), url)
  }

  private open(url: string, keep: number) {
    const [address = '', query = ''] = url.split('?')
    const route = this.absolute(address)
    if (!this.routes.includes(route)) throw new Error(`page "${route}" is not in app.json`)
    if (keep >= STACK_LIMIT) throw new Error('page stack is full')
    const options = Object.fromEntries(new URLSearchParams(query))
    if (!this.definitions.has(route)) this.require(route)
    const definition = this.definitions.get(route) ?? {}
    if (this.stack.length) this.callHook(this.page, 'onHide')
    while (this.stack.length > keep) this.callHook(this.stack.pop() as PageInstance, 'onUnload')

    const id = ++this.pageCount
    const setData = (patch: Data, done?: () => void) => {
      const json = JSON.stringify(patch)
      this.setDataLog.push({ route, bytes: Buffer.byteLength(json) })
      for (const [key, value] of Object.entries(JSON.parse(json) as Data)) setIn(page.data, key, value)
      setTimeout(() => done?.call(page), 0)
    }
    const page = Object.assign(Object.create(null) as PageInstance, definition, {
      route,
      __route__: route,
      options,
      __wxExparserNodeId__: id,
      data: copy((definition.data ?? {}) as Data),
      setData,
      getPageId: () => id,
      getTabBar: () => null,
      getOpenerEventChannel: () => ({ on: () => undefined, emit: () => undefined }),
      selectComponent: () => null,
    })
    this.stack.push(page)
    this.callHook(page, 'onLoad', options)
    this.callHook(page, 'onShow')
    setTimeout(() => this.callHook(page, 'onReady'), 0)
  }

  private back(delta: number) {
    for (let left = delta; left > 0 && this.stack.length > 1; left--)
      this.callHook(this.stack.pop() as PageInstance, 'onUnload')
    this.callHook(this.page, 'onShow')
  }

  /** The `wx` object. Every call is recorded; a call that is not listed answers with success and nothing else. */
  private wx() {
    const { phone, storage } = this
    const answer = (api: string, options: WxOptions | undefined, result: Data = {}) => {
      const told = { errMsg: `${api}:ok`, ...result }
      setTimeout(() => {
        options?.success?.(told)
        options?.complete?.(told)
      }, 0)
    }
    const refuse = (api: string, options: WxOptions | undefined, reason = '') => {
      const told = { errMsg: `${api}:fail ${reason}` }
      setTimeout(() => {
        options?.fail?.(told)
        options?.complete?.(told)
      }, 0)
    }
    const attempt =
      (api: string, move: (options: { url: string; delta?: number }) => void) =>
      (options: WxOptions & { url: string }) => {
        try {
          move(options)
          answer(api, options)
        } catch (cause) {
          refuse(api, options, (cause as Error).message)
        }
      }
    const mustBeTab = (url: string, tab: boolean) => {
      if (this.tabs.includes(this.absolute(url.split('?')[0] ?? '')) !== tab)
        throw new Error(tab ? 'not a tab page' : 'a tab page')
    }
    const system = {
      SDKVersion: '3.5.5',
      version: '8.0.50',
      platform: 'android',
      system: 'Android 14',
      brand: 'test',
      model: 'test',
      language: 'zh_CN',
      windowWidth: 390,
      windowHeight: 844,
      screenWidth: 390,
      screenHeight: 844,
      pixelRatio: 2,
      statusBarHeight: 44,
      theme: phone.theme ?? 'light',
      fontSizeScaleFactor: phone.fontSizeScaleFactor ?? 1,
      safeArea: { top: 44, left: 0, right: 390, bottom: 810, width: 390, height: 766 },
    }
    const query = { in: () => query, select: () => query, selectAll: () => query, selectViewport: () => query, boundingClientRect: () => query, fields: () => query, scrollOffset: () => query, exec: (done?: (found: unknown[]) => void) => setTimeout(() => done?.([]), 0) } // prettier-ignore

    const apis: Record<string, unknown> = {
      request: (options: WxOptions & RequestOptions) => this.request(options),
      uploadFile: (options: WxOptions & UploadOptions) => this.uploadFile(options),
      login: (options: WxOptions) => answer('login', options, { code: phone.loginCode ?? 'demo:王秀英' }),
      getLocation: (options: WxOptions) =>
        phone.location ? answer('getLocation', options, phone.location) : refuse('getLocation', options, 'auth deny'),
      chooseMedia: (options: WxOptions) =>
        phone.photos
          ? answer('chooseMedia', options, {
              type: 'image',
              tempFiles: phone.photos.map((tempFilePath) => ({ tempFilePath, size: 1000, fileType: 'image' })),
            })
          : refuse('chooseMedia', options, 'cancel'),
      getNetworkType: (options: WxOptions) =>
        answer('getNetworkType', options, { networkType: phone.network ?? 'wifi' }),
      getUpdateManager: () => ({ onCheckForUpdate: () => undefined, onUpdateReady: () => undefined, onUpdateFailed: () => undefined, applyUpdate: () => undefined }), // prettier-ignore
      scanCode: (options: WxOptions) =>
        phone.scanned
          ? answer('scanCode', options, { result: phone.scanned, scanType: 'QR_CODE' })
          : refuse('scanCode', options, 'cancel'),
      showModal: (options: WxOptions) =>
        answer('showModal', options, { confirm: phone.confirms !== false, cancel: phone.confirms === false }),
      getScreenBrightness: (options: WxOptions) => answer('getScreenBrightness', options, { value: 0.5 }),
      getStorageSync: (key: string) => (storage.has(key) ? copy(storage.get(key)) : ''),
      setStorageSync: (key: string, value: unknown) => void storage.set(key, copy(value)),
      removeStorageSync: (key: string) => void storage.delete(key),
      getStorage: (options: WxOptions & { key: string }) =>
        storage.has(options.key)
          ? answer('getStorage', options, { data: copy(storage.get(options.key)) })
          : refuse('getStorage', options, 'data not found'),
      getFileSystemManager: () => this.fileSystem(answer, refuse),
      onNetworkStatusChange: (listen: (typeof this.networkListeners)[number]) =>
        void this.networkListeners.push(listen),
      downloadFile: (options: WxOptions & { url: string }) => this.downloadFile(options),
      setStorage: (options: WxOptions & { key: string; data: unknown }) => {
        storage.set(options.key, copy(options.data))
        answer('setStorage', options)
      },
      getStorageInfoSync: () => ({ keys: [...storage.keys()], currentSize: 0, limitSize: 10_240 }),
      navigateTo: attempt('navigateTo', ({ url }) => {
        mustBeTab(url, false)
        this.open(url, this.stack.length)
      }),
      redirectTo: attempt('redirectTo', ({ url }) => {
        mustBeTab(url, false)
        this.open(url, this.stack.length - 1)
      }),
      reLaunch: attempt('reLaunch', ({ url }) => this.open(url, 0)),
      switchTab: attempt('switchTab', ({ url }) => {
        mustBeTab(url, true)
        this.open(url, 0)
      }),
      navigateBack: attempt('navigateBack', ({ delta = 1 }) => this.back(delta)),
      getSystemInfoSync: () => system,
      getWindowInfo: () => system,
      getDeviceInfo: () => system,
      getAppBaseInfo: () => system,
      getLaunchOptionsSync: () => this.launchOptions,
      getEnterOptionsSync: () => this.launchOptions,
      getAccountInfoSync: () => ({ miniProgram: { appId: 'touristappid', envVersion: 'develop' } }),
      getMenuButtonBoundingClientRect: () => ({ top: 48, height: 32, width: 87, left: 296, right: 383, bottom: 80 }),
      canIUse: () => true,
      nextTick: (run: () => void) => setTimeout(run, 0),
      createSelectorQuery: () => query,
      env: { USER_DATA_PATH: 'wxfile://usr' },
    }
    // Taro lists the properties of `wx` to know which exist, so that a call that only succeeds is a property too.
    for (const api of PLAIN_APIS) apis[api] = (options?: WxOptions) => answer(api, options)
    for (const [api, run] of Object.entries(apis)) {
      if (typeof run !== 'function') continue
      apis[api] = (...args: unknown[]) => {
        this.calls.push({ api, options: args[0] })
        const call = run as (...given: unknown[]) => unknown
        if (!PROMISING.has(api) || hasCallbacks(args[0])) return call(...args)
        // As in WeChat: whoever gives no callbacks is given a promise.
        return new Promise((success, fail) => call({ ...(args[0] as Data | undefined), success, fail }))
      }
    }
    return apis
  }

  private atApi(url: string) {
    const { apiOrigin } = this.phone
    return apiOrigin ? url.replace(/^https?:\/\/[^/]+/, apiOrigin) : url
  }

  private request(options: WxOptions & RequestOptions) {
    const stop = new AbortController()
    const timer = setTimeout(() => stop.abort(), options.timeout ?? 60_000)
    const send = async () => {
      if (this.phone.network === 'none') {
        await this.phone.failsAfter
        throw new Error('no network')
      }
      const response = await fetch(this.atApi(options.url), {
        method: options.method ?? 'GET',
        body:
          options.data === undefined
            ? undefined
            : typeof options.data === 'string'
              ? options.data
              : JSON.stringify(options.data),
        signal: stop.signal,
        headers: { 'content-type': 'application/json', ...options.header },
      })
      const text = await response.text()
      this.answers.push({ url: options.url, status: response.status })
      return {
        statusCode: response.status,
        data: this.parsed(text),
        header: Object.fromEntries(response.headers),
        cookies: [],
        errMsg: 'request:ok',
      }
    }
    void this.callBack('request', send(), options).finally(() => clearTimeout(timer))
    return { abort: () => stop.abort(), onHeadersReceived: () => undefined, offHeadersReceived: () => undefined }
  }

  private fileAt(path: string) {
    return this.files.get(path) ?? readFileSync(path)
  }

  private fileSystem(answer: Answer, refuse: Answer<string>) {
    const { files } = this
    return {
      saveFile: (options: WxOptions & { tempFilePath: string; filePath: string }) => {
        files.set(options.filePath, this.fileAt(options.tempFilePath))
        answer('saveFile', options, { savedFilePath: options.filePath })
      },
      access: (options: WxOptions & { path: string }) =>
        files.has(options.path) ? answer('access', options) : refuse('access', options, 'no such file'),
      getFileInfo: (options: WxOptions & { filePath: string }) =>
        answer('getFileInfo', options, { size: this.fileAt(options.filePath).length }),
      readFile: (options: WxOptions & { filePath: string; position: number; length: number }) => {
        const { filePath, position, length } = options
        const data = new Uint8Array(this.fileAt(filePath).subarray(position, position + length)).buffer
        answer('readFile', options, { data })
      },
      unlink: (options: WxOptions & { filePath: string }) => {
        files.delete(options.filePath)
        answer('unlink', options)
      },
      readdir: (options: WxOptions & { dirPath: string }) =>
        answer('readdir', options, { files: [...files.keys()].map((name) => path.posix.basename(name)) }),
    }
  }

  private downloadFile(options: WxOptions & { url: string }) {
    const send = async () => {
      if (this.phone.network === 'none') throw new Error('no network')
      const response = await fetch(this.atApi(options.url))
      const tempFilePath = `http://tmp/${this.files.size}.jpg`
      this.files.set(tempFilePath, Buffer.from(await response.arrayBuffer()))
      return { statusCode: response.status, tempFilePath, errMsg: 'downloadFile:ok' }
    }
    void this.callBack('downloadFile', send(), options)
    return { abort: () => undefined, onProgressUpdate: () => undefined, onHeadersReceived: () => undefined }
  }

  private uploadFile(options: WxOptions & UploadOptions) {
    let progress: ((event: { progress: number }) => void) | undefined
    const send = async () => {
      if (this.phone.network === 'none') throw new Error('no network')
      const body = new FormData()
      const bytes = new Uint8Array(this.fileAt(options.filePath))
      body.set(options.name, new Blob([bytes]), path.basename(options.filePath))
      const response = await fetch(this.atApi(options.url), { method: 'POST', body, headers: options.header })
      const data = await response.text()
      progress?.({ progress: 100 })
      return { statusCode: response.status, data, errMsg: 'uploadFile:ok' }
    }
    void this.callBack('uploadFile', send(), options)
    return {
      abort: () => undefined,
      onProgressUpdate: (hear: typeof progress) => void (progress = hear),
      offProgressUpdate: () => void (progress = undefined),
      onHeadersReceived: () => undefined,
    }
  }

  private async callBack(api: string, sent: Promise<Data>, { success, fail, complete }: WxOptions) {
    this.underWay++
    try {
      const result = await sent
      success?.(result)
      complete?.(result)
    } catch (cause) {
      const reason = cause instanceof Error && cause.name === 'AbortError' ? 'timeout' : String(cause)
      const result = { errno: 600_001, errMsg: `${api}:fail ${reason}` }
      fail?.(result)
      complete?.(result)
    } finally {
      this.underWay--
    }
  }

  private parsed(text: string): unknown {
    try {
      return this.parseInside(text)
    } catch {
      return text
    }
  }

  /** The sheets of the page that is open, as a browser reads them. */
  css() {
    const read = (file: string): string => {
      const full = path.join(this.folder, file)
      if (!existsSync(full)) return ''
      return readFileSync(full, 'utf8').replace(/@import\s*["']([^"']+)["'];?/g, (_, other: string) =>
        read(other.startsWith('/') ? other : path.posix.join(path.posix.dirname(file), other)),
      )
    }
    return (read('app.wxss') + read(`${this.route}.wxss`)).replace(/(^|[},\s])page(?=[\s{,.])/g, '$1body')
  }
}

type Answer<Told = Data> = (api: string, options: WxOptions | undefined, told?: Told) => void

interface RequestOptions {
  url: string
  method?: string
  data?: unknown
  header?: Record<string, string>
  timeout?: number
}

interface UploadOptions {
  url: string
  filePath: string
  name: string
  header?: Record<string, string>
}

/** Removes the features that an iPhone with iOS before 15.4 does not have. */
const OLD_PHONE = `
  for (const name of ['at', 'findLast', 'findLastIndex', 'toSorted', 'toReversed', 'toSpliced', 'with'])
    delete Array.prototype[name]
  for (const name of ['at', 'replaceAll']) delete String.prototype[name]
  for (const name of ['hasOwn', 'groupBy']) delete Object[name]
  delete globalThis.structuredClone
  delete globalThis.Intl
`

/** Asked without callbacks, these answer with a promise. */
const PROMISING = new Set([
  ...['chooseMedia', 'getLocation', 'getNetworkType', 'getScreenBrightness', 'getStorage', 'login', 'navigateBack'],
  ...['navigateTo', 'redirectTo', 'reLaunch', 'scanCode', 'setStorage', 'showModal', 'switchTab'],
])
const hasCallbacks = (options: unknown) =>
  typeof options === 'object' && options !== null && ['success', 'fail', 'complete'].some((name) => name in options)

const PLAIN_APIS = [
  'authorize',
  'hideLoading',
  'hideToast',
  'makePhoneCall',
  'offThemeChange',
  'onMemoryWarning',
  'onThemeChange',
  'openLocation',
  'openSetting',
  'pageScrollTo',
  'previewImage',
  'requestSubscribeMessage',
  'setClipboardData',
  'setKeepScreenOn',
  'setNavigationBarColor',
  'setNavigationBarTitle',
  'setScreenBrightness',
  'showLoading',
  'showToast',
  'stopPullDownRefresh',
  'vibrateShort',
]
