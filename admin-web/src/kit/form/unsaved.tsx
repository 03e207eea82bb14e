import {
  App,
  Button,
  Drawer,
  Form,
  Modal,
  type ButtonProps,
  type DrawerProps,
  type FormProps,
  type ModalProps,
} from 'antd'
import { createContext, useContext, useEffect, useLayoutEffect, useState, type ReactNode } from 'react'
import { useBlocker } from 'react-router'
import { SentContext } from './sent'

/** The open forms with unsaved input. A router knows one blocker, so all forms share it. */
const unsaved = new Set<symbol>()

/** The same forms again, by the dialog around them. */
const DialogContext = createContext<Set<symbol> | undefined>(undefined)

/** While `isUnsaved`, leaving the page, another week or day of it, the dialog around, or closing the tab asks first. */
export function useUnsaved(isUnsaved: boolean) {
  const dialog = useContext(DialogContext)
  // With the frame that shows the change: a tap right after it is asked about too.
  useLayoutEffect(() => {
    if (!isUnsaved) return
    const id = Symbol()
    unsaved.add(id)
    dialog?.add(id)
    return () => {
      unsaved.delete(id)
      dialog?.delete(id)
    }
  }, [isUnsaved, dialog])
}

const QUESTION = { okButtonProps: { danger: true }, cancelText: '接着写', autoFocusButton: 'cancel' } as const

/** The forms of one dialog, and its closing: while one of them is unsaved, it asks. */
function useGuardedClose(close: (() => void) | undefined) {
  const { modal } = App.useApp()
  const [forms] = useState(() => new Set<symbol>())
  const ask = () => {
    if (forms.size === 0) return close?.()
    void modal.confirm({
      ...QUESTION,
      title: '写的还没存，关掉就没了',
      okText: '不要了，关掉',
      onOk: () => {
        for (const id of forms) unsaved.delete(id)
        close?.()
      },
    })
  }
  return { forms, ask }
}

/** antd's Modal. With unsaved input in it, its cross, its mask and Esc ask before they close it. */
export function GuardedModal({
  onCancel,
  children,
  ...props
}: Omit<ModalProps, 'onCancel'> & { onCancel?: () => void }) {
  const { forms, ask } = useGuardedClose(onCancel)
  return (
    <Modal {...props} onCancel={ask}>
      <DialogContext.Provider value={forms}>{children}</DialogContext.Provider>
    </Modal>
  )
}

/** antd's Drawer, guarded like `GuardedModal`. */
export function GuardedDrawer({ onClose, children, ...props }: Omit<DrawerProps, 'onClose'> & { onClose: () => void }) {
  const { forms, ask } = useGuardedClose(onClose)
  return (
    <Drawer {...props} onClose={ask}>
      <DialogContext.Provider value={forms}>{children}</DialogContext.Provider>
    </Drawer>
  )
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
      ...QUESTION,
      title: '写的还没存，离开就没了',
      okText: '不要了，离开',
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
