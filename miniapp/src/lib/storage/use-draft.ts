import { useCallback, useState } from 'react'
import Taro from '@tarojs/taro'

/** A form that survives leaving the page, an error and a closed app. `clear` once it was handed in. */
export function useDraft<Form extends object>(name: string, empty: Form) {
  const key = `draft:${name}`
  const [form, setForm] = useState<Form>(() => ({ ...empty, ...(Taro.getStorageSync<Partial<Form> | ''>(key) || {}) }))
  const change = useCallback(
    (part: Partial<Form>) =>
      setForm((before) => {
        const after = { ...before, ...part }
        void Taro.setStorage({ key, data: after })
        return after
      }),
    [key],
  )
  const clear = useCallback(() => {
    Taro.removeStorageSync(key)
    setForm(empty)
  }, [key, empty])
  return [form, change, clear] as const
}
