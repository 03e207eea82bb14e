import { App, Button, Form, type ButtonProps, type FormProps } from 'antd'
import { createContext, useContext, useEffect, useState, type ReactNode } from 'react'
import { useBlocker } from 'react-router'

/** The open forms with unsaved input. A router knows one blocker, so all forms share it. */
const unsaved = new Set<symbol>()

/** While `isUnsaved`, leaving the page, another week or day of it, or closing the tab asks first. */
export function useUnsaved(isUnsaved: boolean) {
  useEffect(() => {
    if (!isUnsaved) return
    const id = Symbol()
    unsaved.add(id)
    return () => void unsaved.delete(id)
  }, [isUnsaved])
}

/** Asks once for the whole console; it is part of the frame around every page. */
export function UnsavedGuard() {
  const { modal } = App.useApp()
  const blocker = useBlocker(({ currentLocation: from, nextLocation: to }) => {
    const stays = from.pathname === to.pathname && from.search === to.search
    return unsaved.size > 0 && !stays
  })
  useEffect(() => {
    if (blocker.state !== 'blocked') return
    void modal.confirm({
      title: '写的还没存，离开就没了',
      okText: '不要了，离开',
      okButtonProps: { danger: true },
      cancelText: '接着写',
      autoFocusButton: 'cancel',
      onOk: () => {
        unsaved.clear()
        blocker.proceed()
      },
      onCancel: () => blocker.reset(),
    })
  }, [blocker, modal])
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (unsaved.size > 0) event.preventDefault()
    }
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [])
  return null
}

/** Lets the form around know that its input is on its way, or not saved after all. */
const SentContext = createContext<(isSent: boolean) => void>(() => undefined)

/** A form that asks before its input is lost. After sending it no longer asks, until it is refused or changed again. */
export function GuardedForm<Fields extends object>({
  onValuesChange,
  onFinish,
  children,
  ...props
}: Omit<FormProps<Fields>, 'children'> & { children: ReactNode }) {
  const [isUnsaved, setUnsaved] = useState(false)
  const [isSent, setSent] = useState(false)
  useUnsaved(isUnsaved && !isSent)
  return (
    <SentContext.Provider value={setSent}>
      <Form<Fields>
        {...props}
        onValuesChange={(changed, all) => {
          setUnsaved(true)
          setSent(false)
          onValuesChange?.(changed as Partial<Fields>, all)
        }}
        onFinish={(fields) => {
          setSent(true)
          onFinish?.(fields)
        }}
      >
        {children}
      </Form>
    </SentContext.Provider>
  )
}

/** Inside a guarded form: while `isRefused`, the sent input counts as unsaved again. */
export function useRefused(isRefused: boolean) {
  const setSent = useContext(SentContext)
  useEffect(() => {
    if (isRefused) setSent(false)
  }, [isRefused]) // eslint-disable-line react-hooks/exhaustive-deps
}

/** Inside a guarded form that was refused: a button that sends the same input all the same. */
export function SendAnyway({ onClick, ...props }: ButtonProps) {
  const setSent = useContext(SentContext)
  return (
    <Button
      {...props}
      onClick={(event) => {
        setSent(true)
        onClick?.(event)
      }}
    />
  )
}
