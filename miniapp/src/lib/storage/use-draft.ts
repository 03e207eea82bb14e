import { useCallback, useEffect, useRef, useState } from 'react'
import Taro from '@tarojs/taro'
import { useSession } from '@/lib/api/session-store'

const PREFIX = 'draft:'
/** The key of a person who has not signed in yet. */
const VISITOR = ''

/** The storage key of a draft: by person, because several people use one phone. */
const keyOf = (personId: string, name: string) => `${PREFIX}${personId}:${name}`

/** Keeps a draft at once: a write that ends later would bring a draft back that was handed in meanwhile. */
function keep(key: string, form: object) {
  try {
    Taro.setStorageSync(key, form)
  } catch {
    // The phone has no room: the words stay on the page.
  }
}

/**
 * A form that survives leaving the page, an error and a closed app. It belongs to the signed-in person; a visitor's
 * draft becomes theirs when they sign in. `clear` once it was handed in.
 */
export function useDraft<Form extends object>(name: string, empty: Form) {
  const owner = useSession()?.personId ?? VISITOR
  const start = useRef(empty)
  const read = useCallback(
    (personId: string): Form => ({
      ...start.current,
      ...(Taro.getStorageSync<Partial<Form> | ''>(keyOf(personId, name)) || {}),
    }),
    [name],
  )
  const [form, setForm] = useState(() => read(owner))
  const latest = useRef(form)
  latest.current = form
  const known = useRef(owner)
  const show = useCallback((next: Form) => {
    latest.current = next
    setForm(next)
  }, [])

  useEffect(() => {
    const before = known.current
    if (before === owner) return
    known.current = owner
    const visited = keyOf(VISITOR, name)
    if (before === VISITOR && Taro.getStorageSync<unknown>(visited)) {
      keep(keyOf(owner, name), latest.current)
      Taro.removeStorageSync(visited)
    } else setForm(read(owner))
  }, [owner, name, read])

  const change = useCallback(
    (part: Partial<Form>) => {
      show({ ...latest.current, ...part })
      keep(keyOf(owner, name), latest.current)
    },
    [owner, name, show],
  )
  const clear = useCallback(() => {
    Taro.removeStorageSync(keyOf(owner, name))
    show(start.current)
  }, [owner, name, show])
  return [form, change, clear] as const
}

/** Puts a part back into a draft that was handed in and refused. */
export function mergeDraft(personId: string, name: string, part: object) {
  const before = Taro.getStorageSync<object | ''>(keyOf(personId, name)) || {}
  Taro.setStorageSync(keyOf(personId, name), { ...before, ...part })
}

/** The draft was handed in. */
export const forgetDraft = (personId: string, name: string) => Taro.removeStorageSync(keyOf(personId, name))

/** Takes every draft off the phone that this person or a visitor wrote: they signed out. */
export function forgetDrafts(personId: string) {
  for (const key of Taro.getStorageInfoSync().keys)
    if (key.startsWith(keyOf(personId, '')) || key.startsWith(keyOf(VISITOR, ''))) Taro.removeStorageSync(key)
}
