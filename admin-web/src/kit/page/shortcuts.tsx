import { Modal } from 'antd'
import { createContext, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import { Kbd } from './Kbd'

export interface Shortcut {
  /** As `KeyboardEvent.key` in lower case: `n`, `/`, `escape`. */
  key: string
  /** Its action, in the words of the button: 「登记来电诉求」. */
  label: string
  run: () => void
}

interface Registry {
  add: (shortcuts: { current: Shortcut[] }) => () => void
  showAll: () => void
}

const KeysContext = createContext<Registry | undefined>(undefined)

/** A ticked box or a chosen tab has the focus too, but nobody types into it. */
const TYPED_INTO = 'input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]'
const isTyping = (target: EventTarget | null) => target instanceof Element && target.matches(TYPED_INTO)
const isAsked = () => [...document.querySelectorAll('[role=dialog]')].some((dialog) => dialog.checkVisibility())

const KEY_NAMES: Record<string, string> = { escape: 'Esc', enter: 'Enter' }
const keyName = (key: string) => KEY_NAMES[key] ?? key.toUpperCase()

/** One listener for the whole console: keys of the newest page win, none act while somebody types or a question is open. */
export function ShortcutsProvider({ children }: { children: ReactNode }) {
  const [groups] = useState(() => new Set<{ current: Shortcut[] }>())
  const [listed, setListed] = useState<Shortcut[]>()

  const registry = useMemo<Registry>(
    () => ({
      add: (shortcuts) => {
        groups.add(shortcuts)
        return () => void groups.delete(shortcuts)
      },
      // Of two with one key the page's own acts, so that one alone is listed.
      showAll: () =>
        setListed([
          ...new Map(
            [...groups].flatMap((group) => group.current).map((shortcut) => [shortcut.key, shortcut]),
          ).values(),
        ]),
    }),
    [groups],
  )

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return
      if (isTyping(event.target) || isAsked()) return
      const key = event.key.toLowerCase()
      if (key === '?') return registry.showAll()
      const hit = [...groups]
        .reverse()
        .flatMap((group) => group.current)
        .find((shortcut) => shortcut.key === key)
      if (!hit) return
      event.preventDefault()
      hit.run()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [groups, registry])

  return (
    <KeysContext.Provider value={registry}>
      {children}
      <Modal
        open={listed !== undefined}
        title='这一页的按键'
        footer={null}
        width={420}
        onCancel={() => setListed(undefined)}
      >
        <dl className='keys'>
          {listed?.map(({ key, label }) => (
            <div key={`${key} ${label}`}>
              <dt>
                <Kbd>{keyName(key)}</Kbd>
              </dt>
              <dd>{label}</dd>
            </div>
          ))}
          <div>
            <dt>
              <Kbd>?</Kbd>
            </dt>
            <dd>全部按键</dd>
          </div>
        </dl>
      </Modal>
    </KeysContext.Provider>
  )
}

/** The keys of a page, for as long as it is open. */
export function useShortcuts(shortcuts: Shortcut[]) {
  const registry = useContext(KeysContext)
  const latest = useRef(shortcuts)
  useEffect(() => {
    latest.current = shortcuts
  })
  useEffect(() => registry?.add(latest), [registry])
  return { showAll: () => registry?.showAll() }
}
